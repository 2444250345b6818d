import type { Report } from '../model/report.ts';
import { describeChange, labelOf } from './table-causes.ts';
import { rankChanges } from './table-changes.ts';
import type { Group } from './table-groups.ts';
import type { Row } from './table-rows.ts';

/**
 * A group for each change to make, in the order and words of the list above the table. An instance that needs several
 * changes stands under each of them: who makes one change wants to see whom it concerns.
 */
export function groupByChange(report: Report, rows: readonly Row[]): Group[] {
  const positions = new Map(rows.map(({ instance }, index) => [instance.arn, index]));
  return rankChanges(report)
    .map((change) => {
      const arns = new Set(change.causes.flatMap(({ instances }) => instances));
      const places = [...arns].flatMap((arn) => positions.get(arn) ?? []).sort((a, b) => a - b);
      return {
        title: describeChange(change, false),
        remark: labelOf(change),
        rows: places.flatMap((place) => toMember(rows[place])),
      };
    })
    .filter((group) => group.rows.length > 0);
}

/** The title says what is wrong and what to do. */
function toMember(row: Row | undefined): Row[] {
  if (row === undefined) return [];
  const { next: _, ...rest } = row;
  return [{ ...rest, reason: '' }];
}
