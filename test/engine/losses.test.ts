import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NO_FILTERS } from '../../src/engine/select.ts';
import { observe } from '../../src/facts/agent/observe.ts';
import { builtInRules, parseSnapshot } from '../../src/index.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import type { Report } from '../../src/model/report.ts';
import type { Verdict, VerdictName } from '../../src/model/verdict.ts';
import { scan } from '../../src/scan.ts';
import { buildAccount } from '../live/account.ts';
import { listAnswerLosses, listAttributeLosses, type Loss } from '../support/losses.ts';

/**
 * What a verdict may become when a fact is lost. `ready` alone promises that nothing was seen that speaks against it and
 * nothing is open; `ready?` is ready with questions: a session opens now, and what could put it at risk was not all read.
 * So a lost fact never adds a promise: no `ready` from anything less, nothing that opens from what does not, and no
 * `blocked` that was not one, but for an agent of which nobody could hear (see the table of the design).
 */
const MAY_BECOME: Readonly<Record<string, readonly string[]>> = {
  ready: ['ready', 'ready?', 'unknown'],
  'ready?': ['ready?', 'unknown'],
  'at-risk': ['at-risk', 'ready?', 'blocked', 'unknown'],
  blocked: ['blocked', 'unknown'],
  unknown: ['unknown'],
  excluded: ['excluded', 'unknown'],
};

type Judged = Pick<Verdict, 'verdict' | 'predicted' | 'questions'>;

function isAllowed(before: Judged, after: Judged): boolean {
  const may = (was: VerdictName, is: VerdictName): boolean =>
    MAY_BECOME[qualify(was, before)]?.includes(qualify(is, after)) === true;
  if (before.verdict !== 'dormant') {
    // Of what is not running any more nobody tells whom it belonged to.
    return may(before.verdict, after.verdict);
  }
  if (after.verdict === 'unknown') return true;
  if (after.verdict !== 'dormant') return false;
  if (typeof before.predicted !== 'string') return after.predicted === before.predicted;
  return typeof after.predicted === 'string' && may(before.predicted, after.predicted);
}

function qualify(verdict: VerdictName, { questions }: Judged): string {
  return verdict === 'ready' && questions.length > 0 ? 'ready?' : verdict;
}

function judge(inventory: Inventory): Report {
  return scan({
    inventory,
    rules: builtInRules.map((rule) => ({ rule, severity: rule.meta.severity, options: rule.defaults })),
    observe,
    trace: () => [],
    triage: (instances) => ({ instances, notices: [] }),
    filters: NO_FILTERS,
    notices: [],
    tool: { name: 't', version: '0' },
    generatedAt: inventory.takenAt,
  });
}

/** What is unknown, or would be, and asks nobody anything. */
function isSilent({ verdict, predicted, questions }: Judged): boolean {
  return (verdict === 'unknown' || predicted === 'unknown') && questions.length === 0;
}

/** Every verdict that the losses made better, or an unknown one without a question, in words. */
function findGains(baseline: Report, inventory: Inventory, losses: readonly Loss[]): string[] {
  const report = judge(losses.reduce((lost, { apply }) => apply(lost), inventory));
  const before = new Map(baseline.instances.map((instance) => [instance.arn, instance]));
  return report.instances.flatMap((after) => {
    const was = before.get(after.arn);
    // What would be launched next is named by where it comes from and goes to; with less known of that, by less.
    const isKept = was === undefined ? after.launch !== undefined : isAllowed(was, after);
    if (isKept && !isSilent(after)) return [];
    const word = ({ verdict, predicted }: Judged) =>
      `${verdict}${predicted === undefined ? '' : ` (${predicted})`}`;
    const lost = losses.map(({ name }) => name).join(' and ');
    return [`without ${lost}: ${after.name} went from ${was && word(was)} to ${word(after)}`];
  });
}

const DEMO = new URL('../../src/data/demo-snapshot.json', import.meta.url);
const accounts: readonly (readonly [string, Inventory])[] = [
  ['demo', parseSnapshot('demo', readFileSync(DEMO, 'utf8'))],
  ['live', buildAccount()],
];

describe.each(accounts)('losing facts of the %s account makes no verdict better', (_, inventory) => {
  const baseline = judge(inventory);
  const answers = listAnswerLosses(inventory);
  const attributes = listAttributeLosses(inventory);

  it('knows of facts to lose', () => {
    expect(answers.length).toBeGreaterThan(50);
    expect(attributes.length).toBeGreaterThan(300);
  });

  it('any one answer', () => {
    expect(answers.flatMap((loss) => findGains(baseline, inventory, [loss]))).toEqual([]);
  });

  it('any two facts', () => {
    const loss = fc.oneof(fc.constantFrom(...answers), fc.constantFrom(...attributes));
    fc.assert(
      fc.property(loss, loss, (one, other) => {
        expect(findGains(baseline, inventory, [one, other])).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

it('losing any one attribute of the demo account makes no verdict better', () => {
  const [[, inventory] = ['', buildAccount()]] = accounts;
  const baseline = judge(inventory);
  const gains = listAttributeLosses(inventory).flatMap((loss) => findGains(baseline, inventory, [loss]));
  expect(gains).toEqual([]);
});
