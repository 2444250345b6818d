import type { Subject } from '../../model/inventory.ts';

/**
 * What IAM is asked about when the agent registers: the instance, and not the group or template that is to launch it.
 * Its id is made up, since no policy can know it: what a policy grants to `instance/*`, it grants to it too.
 */
export function instanceArn({ arn, launch, partition, region, accountId }: Subject): string {
  if (launch === undefined) return arn;
  return `arn:${partition}:ec2:${region.region}:${accountId}:instance/i-00000000000000000`;
}

/** For people, to whom the made-up id says nothing. */
export function nameResource(subject: Subject, resource: string): string {
  return subject.launch !== undefined && resource === instanceArn(subject) ? 'a new instance' : resource;
}
