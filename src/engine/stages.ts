import { STAGES, type Finding, type FindingGap, type Problem, type Stage } from '../model/finding.ts';
import { OBSERVING_RULE } from '../model/needed-changes.ts';
import type { Observation } from '../model/verdict.ts';

/** What the observation proves to work, and in which words. */
export interface Proof {
  readonly stages: ReadonlySet<Stage>;
  /** Stages that AWS itself reports as down: no other evidence speaks for them. */
  readonly refuted: ReadonlySet<Stage>;
  readonly by: string;
}

const NO_STAGES: ReadonlySet<Stage> = new Set();
export const NO_PROOF: Proof = { stages: NO_STAGES, refuted: NO_STAGES, by: '' };

export function proofOf(observation: Observation): Proof {
  const { ping, connection } = observation;
  const status = connection?.known === true ? connection.value : undefined;
  if (status === 'connected') {
    return {
      stages: new Set(['ssm', 'ssmmessages']),
      refuted: NO_STAGES,
      by: 'GetConnectionStatus connected',
    };
  }
  if (!ping.known || ping.value !== 'Online') return NO_PROOF;
  const refuted: ReadonlySet<Stage> = status === 'notconnected' ? new Set(['ssmmessages']) : NO_STAGES;
  return { stages: new Set(['ssm']), refuted, by: 'PingStatus Online' };
}

export function problemStages(problem: Problem): readonly Stage[] {
  return problem.stages ?? ['ssm', 'ssmmessages'];
}

function gapStages(gap: FindingGap): readonly Stage[] {
  return gap.stages ?? STAGES;
}

export function isOpenGap(gap: FindingGap, proof: Proof): boolean {
  return gapStages(gap).some((stage) => !proof.stages.has(stage));
}

/**
 * Gaps that refuse nothing, and yet may hide what makes a session that opens now a fragile one: answers about what only
 * degrades, and answers that were not read about what the observation shows to work. Whether somebody's network leads on
 * where no call can see it is no such gap: the observation is the only answer that there is.
 */
export function isOpenRisk({ impact }: Finding, gap: FindingGap, proof: Proof): boolean {
  if (impact === 'degrades') return isOpenGap(gap, proof);
  return impact === 'blocks' && gap.kind !== 'not-visible';
}

/** The rules that explain why a session would not open: every `blocks` rule but the one that observes. */
export function explaining(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ impact, ruleId }) => impact === 'blocks' && ruleId !== OBSERVING_RULE);
}

export interface WeighedProblem {
  readonly finding: Finding;
  readonly problem: Problem;
  /**
   * `contradicted`: the observation shows that the cause does not stop what it should have stopped.
   * `doubtful`: the observation contradicts another cause of the same kind, so an unseen way may carry this too.
   * `standing`: nothing speaks against it.
   */
  readonly weight: 'contradicted' | 'doubtful' | 'standing';
}

/** Sets each problem of the explaining rules against what the observation proves. */
export function weighProblems(findings: readonly Finding[], proof: Proof): WeighedProblem[] {
  const problems = explaining(findings).flatMap((finding) =>
    finding.problems.map((problem) => ({ finding, problem })),
  );
  // A problem of the session alone is never contradicted: nothing short of opening a session disproves it.
  const carried = problems.filter(({ problem }) =>
    problemStages(problem).some((stage) => stage !== 'session'),
  );
  const contradictedCauses = new Set(
    carried
      .filter(({ problem }) => problemStages(problem).some((stage) => proof.stages.has(stage)))
      .map(({ problem }) => problem.cause.key),
  );
  return problems.map(({ finding, problem }) => {
    const stages = problemStages(problem);
    if (stages.every((stage) => stage === 'session')) return { finding, problem, weight: 'standing' };
    if (stages.some((stage) => proof.refuted.has(stage))) return { finding, problem, weight: 'standing' };
    if (contradictedCauses.has(problem.cause.key)) return { finding, problem, weight: 'contradicted' };
    return { finding, problem, weight: contradictedCauses.size > 0 ? 'doubtful' : 'standing' };
  });
}
