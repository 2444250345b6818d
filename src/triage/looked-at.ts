import type { Baseline, BaselineFinding, BaselineScope } from '../model/baseline.ts';
import { isLaunchId, placeOf } from '../model/places.ts';

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
  const read = scopes.filter(({ isRead }) => isRead);
  const places = new Set(read.map(placeOf));
  const launchPlaces = listLaunchPlaces(read);
  const asked = new Set(rules);
  const listed = (instance: Place): boolean =>
    (isLaunchId(instance.instanceId) ? launchPlaces : places).has(placeOf(instance));
  return {
    sees: (arn) => arns.has(arn),
    wouldSee: (instance) => listed(instance) && fitsFilters(instance, filters),
    asks: (ruleId) => asked.has(ruleId),
  };
}

/** Where a run also listed what would be launched next, which is on demand and may be denied. */
export function listLaunchPlaces(scopes: readonly BaselineScope[]): ReadonlySet<string> {
  return new Set(scopes.filter(({ areLaunchesRead }) => areLaunchesRead === true).map(placeOf));
}

/** Of an instance that is not there only its id is known: whether it had the tag or the VPC, nobody can tell. */
function fitsFilters({ instanceId }: Place, filters: Baseline['filters'] = {}): boolean {
  return Object.entries(filters).every(
    ([name, values]) => name === 'instances' && values.includes(instanceId),
  );
}
