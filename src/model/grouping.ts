/** What the table can group instances by; beside these the value of a tag, `tag:KEY`. */
export const GROUPINGS = ['cause', 'rule', 'vpc', 'account', 'region'] as const;
export type Grouping = (typeof GROUPINGS)[number] | `tag:${string}`;

const TAG = 'tag:';

/** The tag whose values make the groups. */
export function tagOf(grouping: Grouping): string | undefined {
  return grouping.startsWith(TAG) ? grouping.slice(TAG.length) : undefined;
}
