import type { EC2Client } from '@aws-sdk/client-ec2';

export interface Vpc {
  readonly id: string;
  readonly number: number;
  readonly cidr: string;
}

export interface Subnet {
  readonly id: string;
  readonly vpc: Vpc;
  readonly cidr: string;
  /** First three parts of every address in it. */
  readonly prefix: string;
  /** Its own route table; none where the main table of the VPC serves it. */
  readonly tableId?: string;
}

/** Where the instance of a situation stands; made once, however many situations name it. */
export type Place = (world: World) => Promise<Subnet>;

/** One region of a moto that is being filled. */
export class World {
  readonly ec2: EC2Client;
  readonly region: string;
  /** Instances that serve a situation and are none. */
  readonly helpers: string[] = [];
  readonly #made = new WeakMap<object, Map<unknown, unknown>>();
  readonly #counts = new WeakMap<object, number>();

  constructor(ec2: EC2Client, region: string) {
    this.ec2 = ec2;
    this.region = region;
  }

  /** What `make` makes of `of`, made at the first call. */
  once<K extends object, T>(of: K, make: (world: World, of: K) => Promise<T>): Promise<T> {
    const made = this.#made.get(of) ?? new Map<unknown, unknown>();
    this.#made.set(of, made);
    const before = made.get(make) as Promise<T> | undefined;
    if (before !== undefined) return before;
    const promise = make(this, of);
    made.set(make, promise);
    return promise;
  }

  /** 1, 2, 3 and so on, apart for each `of`. */
  next(of: object): number {
    const count = (this.#counts.get(of) ?? 0) + 1;
    this.#counts.set(of, count);
    return count;
  }
}
