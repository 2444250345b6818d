import type { Scope } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import type { Causes } from './finding-text.ts';

/** The first with `resources` in this class and `status_details` in `compliance`. */
const SCHEMA_VERSION = '1.4.0';
const CLASS = { category_uid: 2, class_uid: 2003, class_name: 'Compliance Finding' };
/** Every scan says all that it finds, and keeps nothing between scans: consumers match by `finding_info.uid`. */
const ACTIVITY = { activity_id: 1, type_uid: 200_301 };
/** What a rule without a control of a published framework checks. */
export const OWN_STANDARD = 'AWS Systems Manager: Session Manager prerequisites';

export interface Context {
  readonly report: Report;
  readonly time: number;
  readonly rules: ReadonlyMap<string, Report['rules'][number]>;
  readonly causes: Causes;
}

type Place = Pick<Scope, 'accountId' | 'region'>;

/** What all events of a report say alike. */
export function commonOf({ report, time }: Context, { accountId, region }: Place): object {
  return {
    ...CLASS,
    ...ACTIVITY,
    time,
    metadata: {
      version: SCHEMA_VERSION,
      profiles: ['cloud'],
      product: { name: report.tool.name, vendor_name: report.tool.name, version: report.tool.version },
    },
    cloud: {
      provider: 'AWS',
      region,
      account: { uid: accountId, type: 'AWS Account', type_id: 10 },
    },
  };
}
