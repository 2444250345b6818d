/** A failure that the user has accepted until the end of one day. */
export interface Exception {
  readonly rule: string;
  /**
   * Keys of an instance (`instance-id`, `tag:team` …), or `resource`, what is to be changed, to patterns in which `*`
   * stands for any text.
   */
  readonly match: Readonly<Record<string, string>>;
  readonly reason: string;
  readonly owner?: string;
  /** `YYYY-MM-DD`, the last day (UTC) on which it holds. */
  readonly expires: string;
}
