import type { Dependant, Judgement } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import { isBlocked, listNeededChanges } from '../model/needed-changes.ts';
import type { Subject } from '../model/inventory.ts';
import type { ReportInstance } from '../model/report.ts';
import type { VerdictName } from '../model/verdict.ts';
import type { Door } from './door.ts';
import { listOtherWays, type Entrances } from './other-ways.ts';
import { judgeDesktop } from './desktop.ts';
import { findKnocking, type Knocking } from './through.ts';

export interface FoundDependant {
  readonly dependant: Dependant;
  /** What it waits for that is no cause of the scan. */
  readonly causes: readonly Cause[];
}

/** The instances that the bastions reach by SSH or RDP, each with what the scan says of Session Manager. */
export function findDependants(
  bastions: readonly Door[],
  subjects: readonly Subject[],
  judged: ReadonlyMap<string, ReportInstance>,
  entrances: Entrances,
): FoundDependant[] {
  const own = new Set(bastions.map(({ subject }) => subject.arn));
  return subjects.flatMap((subject) => {
    const instance = judged.get(subject.arn);
    if (own.has(subject.arn) || instance === undefined || isGone(instance)) return [];
    // A template that no group uses launches nothing by itself.
    if (subject.launch?.by === 'launch-template') return [];
    const knocking = findKnocking(bastions, subject);
    return knocking === undefined
      ? []
      : [describe(subject, instance, knocking, listOtherWays(subject, entrances))];
  });
}

function isGone({ state }: Pick<ReportInstance, 'state'>): boolean {
  return state === 'terminated' || state === 'shutting-down';
}

function describe(
  subject: Subject,
  instance: ReportInstance,
  knocking: Knocking,
  otherWays: readonly string[],
): FoundDependant {
  const { arn, instanceId, name, accountId, region, vpcId, state, verdict, predicted, reason } = instance;
  const { lastSession } = instance.observed;
  const own = judgeInstance(instance);
  const desktop =
    own === 'reached' && knocking.ports.includes(3389) ? judgeDesktop(subject, instance) : undefined;
  const dependant = {
    instanceId,
    arn,
    name,
    accountId,
    region,
    ...(vpcId === undefined ? {} : { vpcId }),
    state,
    ...knocking,
    otherWays,
    verdict,
    ...(predicted === undefined ? {} : { predicted }),
    reason,
    judgement: own,
    causes: own === 'blocked' ? listNeededChanges(instance) : [],
    questions: own === 'open' ? [...instance.questions] : [],
    ...desktop?.change,
    ...(lastSession === undefined ? {} : { lastSession }),
  };
  return { dependant, causes: desktop?.cause === undefined ? [] : [desktop.cause] };
}

/** A stopped instance counts as what it would be when started: whoever starts it may need to get in. */
function judgeInstance(instance: ReportInstance): Judgement {
  if (instance.verdict === 'excluded') return 'exempt';
  if (isBlocked(instance)) return 'blocked';
  const { verdict, predicted } = instance;
  const word: VerdictName | undefined = verdict === 'dormant' && predicted !== true ? predicted : verdict;
  return word === 'ready' || word === 'at-risk' ? 'reached' : 'open';
}
