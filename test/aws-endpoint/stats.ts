export interface Stats {
  /** Requests by action, like `ec2:DescribeInstances`. */
  readonly calls: Readonly<Record<string, number>>;
  /** Those that asked for everything at once: no page size, no ids, no filter. EC2 throttles them harder. */
  readonly unpaginated: Readonly<Record<string, number>>;
  readonly total: number;
  /** Bytes of response bodies. */
  readonly bytes: number;
  readonly throttled: number;
  readonly maxInFlight: number;
}

/** Counts what an endpoint is asked. */
export class Counter {
  #calls: Record<string, number> = {};
  #unpaginated: Record<string, number> = {};
  #bytes = 0;
  #throttled = 0;
  #inFlight = 0;
  #maxInFlight = 0;

  enter(): void {
    this.#inFlight += 1;
    this.#maxInFlight = Math.max(this.#maxInFlight, this.#inFlight);
  }

  leave(): void {
    this.#inFlight -= 1;
  }

  /** Returns how often the action has been called, this time included. */
  count(action: string): number {
    const calls = (this.#calls[action] ?? 0) + 1;
    this.#calls[action] = calls;
    return calls;
  }

  countUnpaginated(action: string): void {
    this.#unpaginated[action] = (this.#unpaginated[action] ?? 0) + 1;
  }

  countThrottled(): void {
    this.#throttled += 1;
  }

  countBytes(bytes: number): void {
    this.#bytes += bytes;
  }

  read(): Stats {
    return {
      calls: { ...this.#calls },
      unpaginated: { ...this.#unpaginated },
      total: Object.values(this.#calls).reduce((sum, calls) => sum + calls, 0),
      bytes: this.#bytes,
      throttled: this.#throttled,
      maxInFlight: this.#maxInFlight,
    };
  }

  reset(): void {
    this.#calls = {};
    this.#unpaginated = {};
    this.#bytes = 0;
    this.#throttled = 0;
    this.#maxInFlight = this.#inFlight;
  }
}
