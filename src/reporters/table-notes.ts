import type { Scope } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import type { Report } from '../model/report.ts';
import type { Coverage } from './table-coverage.ts';
import { enumerate } from './table-line.ts';

const NAMED_REGIONS = 6;
const NAMED_GAPS = 3;

/** What was not looked at, each with its reason and its places. */
export function listNotes(report: Report, coverage: Coverage, verbose: boolean): string[] {
  const isManyAccounts = coverage.accounts.length > 1;
  const group = (title: string, scopes: readonly Scope[], reason: (scope: Scope) => string): string[] => {
    const groups = new Map<string, string[]>();
    for (const scope of scopes) {
      const place = isManyAccounts ? `${scope.accountId}/${scope.region}` : scope.region;
      groups.set(reason(scope), [...(groups.get(reason(scope)) ?? []), place]);
    }
    return [...groups].map(
      ([why, places]) =>
        `${title}: ${enumerate(places, verbose ? Infinity : NAMED_REGIONS)}${why === '' ? '' : ` (${why})`}.`,
    );
  };
  const gaps = (scope: Scope): string =>
    enumerate(scope.gaps.map(describeGap), verbose ? Infinity : NAMED_GAPS);
  // A plan has no account behind it, so that everything about the account is missing is no news.
  const partial = coverage.isPlanned ? [] : coverage.read.filter(({ status }) => status === 'partial');
  return [
    ...(coverage.enabledUnread === undefined
      ? []
      : [`How many regions are enabled is unknown: ${coverage.enabledUnread}.`]),
    ...group('Not read', coverage.unread, gaps),
    ...group('Skipped', coverage.skipped, gaps),
    ...(coverage.unscanned.length === 0
      ? []
      : [`Not scanned: ${enumerate(coverage.unscanned, verbose ? Infinity : NAMED_REGIONS)}.`]),
    ...group('Partly read', partial, gaps),
    ...(report.source.filters === undefined ? [] : [`Filter: ${nameFilters(report.source.filters)}.`]),
  ];
}

function nameFilters(filters: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(filters)
    .map(([name, values]) => `${name}=${values.join(',')}`)
    .join(' ');
}
