import { VERDICTS } from '../model/verdict.ts';
import type { Group } from './table-groups.ts';
import { BLANK, count, flow, paragraph, span, widthOf, type Line } from './table-line.ts';
import { VERDICT_STYLE, verdictWord } from './table-verdict.ts';

/** What the group is, and how many instances of each verdict stand in it; nothing for a group without a title. */
export function renderHeading({ title, remark, rows }: Group, width: number): Line[] {
  if (title === undefined) return [];
  const counts = flow(
    [
      ...(remark === undefined ? [] : [span(remark)]),
      span(count(rows.length, 'instance')),
      ...VERDICTS.flatMap((verdict) => {
        const number = rows.filter((row) => row.verdict === verdict).length;
        return number === 0 ? [] : [span(`${number} ${verdictWord(verdict)}`, VERDICT_STYLE[verdict])];
      }),
    ],
    width,
  );
  const name = paragraph(title, { width, style: 'bold' });
  const [first = BLANK, ...more] = name;
  const [only = BLANK, ...furtherCounts] = counts;
  const isOneLine =
    more.length === 0 && furtherCounts.length === 0 && widthOf(first) + 2 + widthOf(only) <= width;
  return isOneLine ? [BLANK, [...first, span('  '), ...only]] : [BLANK, ...name, ...counts];
}

/** Groups that overlap say so, since their numbers add up to more than there are instances. */
export function renderOverlap(groups: readonly Group[], width: number): Line[] {
  const rows = groups.flatMap((group) => group.rows);
  if (new Set(rows.map(({ instance }) => instance)).size === rows.length) return [];
  const note = 'An instance that several groups are about stands in each of them.';
  return [BLANK, ...paragraph(note, { width, style: 'dim' })];
}
