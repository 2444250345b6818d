import type { Subject } from '../../model/inventory.ts';
import { memoize } from '../memo.ts';
import type { Selector, Statement } from './document.ts';
import { instanceArn } from './instance-arn.ts';
import { matchActions } from './match.ts';
import type { RolePolicies } from './role-policies.ts';

/**
 * The instances of which a role's policies may say something else than of the other instances of their account and
 * Region: none, each, or those with one of these ARNs, in lower case.
 */
export type Distinction = 'none' | 'each' | ReadonlySet<string>;

/** A statement that may tell instances apart, by the texts that it compares with an instance's ARN, or that hold it. */
interface TellingStatement {
  readonly actions: Selector;
  /** For an action that is done on the instance itself. */
  readonly onInstance: readonly string[];
  readonly elsewhere: readonly string[];
}

/**
 * What tells instances apart in the statements about an action: their resources, where the action is done on the
 * instance itself (`isOnInstance`), and the instance that the credentials are for, `ec2:SourceInstanceARN`.
 */
export function findDistinction(policies: RolePolicies, action: string, isOnInstance: boolean): Distinction {
  const named = new Set<string>();
  for (const { actions, onInstance, elsewhere } of listTelling(policies)) {
    if (!matchActions(actions, action)) continue;
    for (const text of isOnInstance ? onInstance : elsewhere) {
      const distinction = distinguish(text);
      if (distinction === 'each') return 'each';
      if (distinction === 'named') named.add(text.toLowerCase());
    }
  }
  return named.size > 0 ? named : 'none';
}

/** Whether a policy of the role looks at the instance at all, be it only at its account and Region. */
export function isInstanceScoped(policies: RolePolicies): boolean {
  return listTelling(policies).length > 0;
}

/** None in most roles. A document that cannot be read may say anything, but says it of every instance. */
const listTelling = memoize(({ documents, boundaryDocument }: RolePolicies): readonly TellingStatement[] => {
  const limit = boundaryDocument === undefined ? [] : [boundaryDocument];
  return [...documents, ...limit].flatMap(({ parsed }) => {
    if (!parsed.ok) return [];
    return parsed.document.statements.flatMap((statement) => {
      const onInstance = listComparisons(statement, true);
      const elsewhere = listComparisons(statement, false);
      return onInstance.length + elsewhere.length > 0
        ? [{ actions: statement.actions, onInstance, elsewhere }]
        : [];
    });
  });
});

const SOURCE = 'ec2:sourceinstancearn';

function isOfSource(text: string): boolean {
  return text.includes('${') && text.toLowerCase().includes(SOURCE);
}

function listComparisons({ resources, conditions }: Statement, isOnInstance: boolean): string[] {
  return [
    ...(resources?.patterns.filter((text) => (isOnInstance && canBeInstance(text)) || isOfSource(text)) ??
      []),
    ...conditions.flatMap(({ key, values }) => values.filter((text) => key === SOURCE || isOfSource(text))),
  ];
}

/** A wildcard at the end of the partition may run on over the service. */
function canBeInstance(pattern: string): boolean {
  if (/^\*+$/.test(pattern)) return false;
  const [, partition = '', service] = pattern.split(':');
  return service === undefined || service === 'ec2' || /[*?$]/.test(partition + service);
}

/**
 * How the comparison of a text with an instance's ARN depends on its id. The id holds neither `/` nor `:`, so that
 * what follows the last of them in `.../*` covers every id alike; and a text without wildcards covers one.
 */
function distinguish(text: string): 'none' | 'named' | 'each' {
  if (isOfSource(text)) return 'each';
  if (/^\*+$|[/:]\*$/.test(text)) return 'none';
  return /[*?$]/.test(text) ? 'each' : 'named';
}

/** Whether the policies may say something else of this instance than of the others. */
export function setsApart(distinction: Distinction, subject: Subject): boolean {
  return (
    distinction === 'each' || (distinction !== 'none' && distinction.has(instanceArn(subject).toLowerCase()))
  );
}
