import { tagOf, type Grouping } from '../model/grouping.ts';
import type { Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { VERDICTS } from '../model/verdict.ts';
import { groupByChange } from './table-group-changes.ts';
import { groupByRule } from './table-group-rules.ts';
import { listRest } from './table-group-rest.ts';
import type { Row } from './table-rows.ts';
import { sanitise } from './terminal-text.ts';

/** Rows under one title; the one group of a table that nobody grouped has none. */
export interface Group {
  readonly title?: string;
  /** What the title leaves to be said, before the counts. */
  readonly remark?: string;
  readonly rows: readonly Row[];
}

/** The rows in groups; the order of rows within a group stays. An empty group is none. */
export function groupRows(report: Report, rows: readonly Row[], grouping: Grouping | undefined): Group[] {
  if (grouping === undefined) return [{ rows }];
  if (grouping !== 'cause' && grouping !== 'rule') return groupByPlace(rows, grouping);
  const groups = grouping === 'cause' ? groupByChange(report, rows) : groupByRule(report, rows);
  return [...groups, ...listRest(rows, groups)];
}

/** Every row stands in one group; the groups with most blocked instances come first, instances without a value last. */
function groupByPlace(rows: readonly Row[], grouping: Exclude<Grouping, 'cause' | 'rule'>): Group[] {
  const groups = new Map<string | undefined, Row[]>();
  for (const row of rows) {
    const place = placeOf(row, grouping);
    const group = groups.get(place);
    if (group === undefined) groups.set(place, [row]);
    else group.push(row);
  }
  return [...groups]
    .map(([place, members]) => ({ place, rows: members, title: titleOf(place, grouping) }))
    .sort(
      (a, b) =>
        Number(a.place === undefined) - Number(b.place === undefined) ||
        compareWorst(a.rows, b.rows) ||
        compare(a.title, b.title),
    )
    .map(({ title, rows: members }) => ({ title, rows: members }));
}

function placeOf({ instance }: Row, grouping: Exclude<Grouping, 'cause' | 'rule'>): string | undefined {
  const tag = tagOf(grouping);
  if (tag !== undefined) return instance.tags.find(({ Key }) => Key === tag)?.Value;
  if (grouping === 'account') return instance.accountId;
  return grouping === 'region' ? instance.region : instance.vpcId;
}

function titleOf(place: string | undefined, grouping: Exclude<Grouping, 'cause' | 'rule'>): string {
  const tag = tagOf(grouping);
  const name = sanitise(tag ?? (grouping === 'vpc' ? 'VPC' : grouping));
  if (place === undefined) return `(no ${name}${tag === undefined ? '' : ' tag'})`;
  return `${name} ${place.trim() === '' ? '(empty)' : sanitise(place)}`;
}

function compareWorst(a: readonly Row[], b: readonly Row[]): number {
  const number = (rows: readonly Row[], wanted: string): number =>
    rows.filter(({ verdict }) => verdict === wanted).length;
  return VERDICTS.reduce((order, verdict) => order || number(b, verdict) - number(a, verdict), 0);
}
