/** Keeps equal things once; they are referred to by their places. */
export class Pool<T> {
  private readonly places = new Map<string, number>();
  private readonly list: T[] = [];

  add(item: T): number {
    const key = typeof item === 'string' ? item : JSON.stringify(item);
    const known = this.places.get(key);
    if (known !== undefined) return known;
    this.places.set(key, this.list.length);
    return this.list.push(item) - 1;
  }

  get items(): readonly T[] {
    return this.list;
  }
}
