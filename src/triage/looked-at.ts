import type { Baseline, BaselineFinding } from '../model/baseline.ts';

/** What a run can say of an instance or finding that it does not list: nothing at all where it did not look. */
export interface Sight {
  /** Whether the instance is listed. */
  readonly sees: (arn: string) => boolean;
  /** Whether the instance would be listed if it were there. */
  readonly wouldSee: (instance: Place) => boolean;
  readonly asks: (ruleId: string) => boolean;
}

type Place = Pick<BaselineFinding, 'instanceId' | 'accountId' | 'region'>;

export function sightOf({ scopes, filters, rules, instances }: Baseline): Sight {
  const arns = new Set(instances.map(({ arn }) => arn));
  const read = new Set(scopes.filter(({ isRead }) => isRead).map(placeOf));
  const asked = new Set(rules);
  return {
    sees: (arn) => arns.has(arn),
    wouldSee: (instance) => read.has(placeOf(instance)) && fitsFilters(instance, filters),
    asks: (ruleId) => asked.has(ruleId),
  };
}

export function placeOf({ accountId, region }: { accountId: string; region: string }): string {
  return `${accountId}/${region}`;
}

/** Of an instance that is not there only its id is known: whether it had the tag or the VPC, nobody can tell. */
function fitsFilters({ instanceId }: Place, filters: Baseline['filters'] = {}): boolean {
  return Object.entries(filters).every(
    ([name, values]) => name === 'instances' && values.includes(instanceId),
  );
}
