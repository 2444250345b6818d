import type { Scope } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import { COMPLIANCE, SEVERITIES, statusOf } from './ocsf-codes.ts';
import { commonOf, OWN_STANDARD, type Context } from './ocsf-common.ts';
import { sanitise } from './terminal-text.ts';

/** A region that could not be read has instances or has none: an event must say so, or it looks like none. */
export function toUnreadEvent(context: Context, scope: Scope): object {
  const { accountId, region, partition, gaps } = scope;
  return {
    ...commonOf(context, scope),
    ...SEVERITIES.medium,
    ...statusOf({ status: 'unknown', decision: { kind: 'open' } }),
    message: sanitise(`${region}: whether it has instances is unknown: ${gaps.map(describeGap).join('; ')}`),
    finding_info: {
      uid: `region-read/${partition}/${accountId}/${region}`,
      title: 'The instances of the region could be read',
      types: ['region-read'],
    },
    compliance: {
      control: 'region-read',
      standards: [OWN_STANDARD],
      ...COMPLIANCE.warning,
      status_code: 'unreadable',
      status_details: gaps.map((gap) => sanitise(describeGap(gap))),
    },
    resources: [{ uid: `${accountId}/${region}`, type: 'AWS::Region', region, cloud_partition: partition }],
    unmapped: { gaps },
  };
}
