import type { Scope } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import { isListed } from '../model/places.ts';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';

/** What the scan looked at and what it did not; without it a number of instances means nothing. */
export interface Coverage {
  readonly accounts: readonly string[];
  /** Scopes whose instances were read, even if not everything about them was. */
  readonly read: readonly Scope[];
  readonly unread: readonly Scope[];
  readonly skipped: readonly Scope[];
  /** Regions that are enabled and in no scope at all. */
  readonly unscanned: readonly string[];
  /** Enabled regions that were read in every account where they were looked at, of how many. */
  readonly enabled?: { readonly read: number; readonly of: number };
  /** Why the list of enabled regions is not there. */
  readonly enabledUnread?: string;
  readonly isPlanned: boolean;
}

export function measureCoverage(report: Report): Coverage {
  const unread = report.scopes.filter((scope) => scope.status !== 'skipped' && !isListed(scope));
  const skipped = report.scopes.filter(({ status }) => status === 'skipped');
  const read = report.scopes.filter(isListed);
  const accounts = new Set([...report.scopes, ...report.instances].map(({ accountId }) => accountId));
  const base = {
    accounts: [...accounts].filter((id) => id !== '').sort(compare),
    read,
    unread,
    skipped,
    isPlanned: report.source.kind === 'terraform-plan' || report.source.kind === 'template',
  };
  const { enabledRegions } = report.source;
  if (enabledRegions === undefined) return { ...base, unscanned: [] };
  if (!enabledRegions.known)
    return { ...base, unscanned: [], enabledUnread: describeGap(enabledRegions.gap) };
  const enabled = new Set(enabledRegions.value);
  const missed = new Set([...unread, ...skipped].map(({ region }) => region));
  const seen = new Set(read.map(({ region }) => region).filter((region) => !missed.has(region)));
  return {
    ...base,
    unscanned: [...enabled].filter((region) => !seen.has(region) && !missed.has(region)).sort(compare),
    enabled: { read: [...enabled].filter((region) => seen.has(region)).length, of: enabled.size },
  };
}

/** What the numbers leave out, as parts of a sentence; empty when everything was looked at. */
export function listHoles(report: Report, coverage: Coverage): string[] {
  const scopes = (number: number, what: string): string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? 'region' : 'regions'} ${what}`];
  return [
    ...scopes(coverage.unread.length, 'not read'),
    ...scopes(coverage.skipped.length, 'skipped'),
    ...scopes(coverage.unscanned.length, 'not scanned'),
    ...(coverage.enabledUnread === undefined ? [] : ['list of enabled regions not read']),
    ...(report.scopes.some(({ launches }) => launches === 'unread')
      ? ['what would be launched next not listed']
      : []),
    ...(report.source.filters === undefined ? [] : ['only instances that match the filter']),
  ];
}
