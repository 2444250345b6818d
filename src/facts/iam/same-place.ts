import type { Subject } from '../../model/inventory.ts';

/**
 * Whether two instances differ in nothing but themselves: the account, its Region and what was read of both are one.
 * Each instance brings copies of the texts that say so, and comparing them is cheaper than finding by them.
 */
export function isSamePlace(one: Subject, other: Subject): boolean {
  return (
    one.region === other.region &&
    one.iam === other.iam &&
    one.planned === other.planned &&
    one.assumesHostManagement === other.assumesHostManagement &&
    one.accountId === other.accountId &&
    one.partition === other.partition
  );
}
