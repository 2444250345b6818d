import type { Baseline } from '../model/baseline.ts';
import { isLaunchId, placeOf } from '../model/places.ts';
import type { Report } from '../model/report.ts';
import type { Comparison } from './compare-findings.ts';
import { listLaunchPlaces } from './looked-at.ts';

/** A failure where the baseline did not look is new to it, and may be old. */
export function describeBlindSpots(report: Report, baseline: Baseline, { changes }: Comparison): string[] {
  const read = new Set(baseline.scopes.filter(({ isRead }) => isRead).map(placeOf));
  const launchPlaces = listLaunchPlaces(baseline.scopes);
  const asked = new Set(baseline.rules);
  const seen = new Set(baseline.instances.map(({ arn }) => arn));
  const rules = new Set<string>();
  const places = new Set<string>();
  let isFiltered = false;
  let isLaunchNew = false;
  for (const instance of report.instances) {
    for (const { fingerprint, ruleId } of instance.findings) {
      if (changes.get(fingerprint)?.change !== 'new') continue;
      if (!asked.has(ruleId)) rules.add(ruleId);
      if (!read.has(placeOf(instance))) places.add(placeOf(instance));
      else if (isLaunchId(instance.instanceId) && !launchPlaces.has(placeOf(instance))) isLaunchNew = true;
      else if (baseline.filters !== undefined && !seen.has(instance.arn)) isFiltered = true;
    }
  }
  return [
    ...(rules.size === 0 ? [] : [describe(`the rules ${[...rules].join(', ')}`)]),
    ...(places.size === 0 ? [] : [describe(`the regions ${[...places].join(', ')}`)]),
    ...(isLaunchNew ? [describe('what is launched next')] : []),
    ...(isFiltered ? [describe('instances beyond its filter')] : []),
  ];
}

function describe(what: string): string {
  return `The baseline did not look at ${what}: failures there count as new.`;
}
