import { describeGap } from '../model/known.ts';
import type { Report } from '../model/report.ts';
import { suggest } from '../model/suggest.ts';

/** An instance that is not there may stand in a region that was not read. */
export function explainAbsence({ scopes }: Report, instanceId: string, ids: readonly string[]): string {
  const unread = scopes.filter(({ status }) => status === 'unreadable');
  const near = suggest(instanceId, ids);
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  if (unread.length === 0) {
    const read = scopes.filter(({ status }) => status !== 'skipped');
    const regions = [...new Set(read.map(({ region }) => region))].join(', ');
    return `${instanceId}: no such instance in what was read (${regions === '' ? 'no region' : regions})${hint}`;
  }
  const why = [...new Set(unread.flatMap(({ gaps }) => gaps.map(describeGap)))].join(', ');
  const regions = unread.map(({ region }) => region).join(', ');
  return `${instanceId}: not found, and ${regions} could not be read (${why})${hint}`;
}
