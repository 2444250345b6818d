/** One sentence about AWS, in our own words, and the page to check it against. */
export interface Fact {
  readonly says: string;
  readonly page: string;
}
