import type { Finding } from '../model/finding.ts';
import { describeGap, type Gap } from '../model/known.ts';
import { OBSERVING_RULE } from '../model/needed-changes.ts';
import type { Observation, Verdict, VerdictName } from '../model/verdict.ts';
import {
  explaining,
  isOpenGap,
  isOpenRisk,
  NO_PROOF,
  problemStages,
  proofOf,
  weighProblems,
  type Proof,
} from './stages.ts';

const RETRY =
  'Scan again in five minutes: the instance was launched less than five minutes before this scan.';
const ASK_CONNECTION =
  'Run the scan with --connection-status always: ssm:GetConnectionStatus tells whether the control channel stands.';

/** Would a session open now? Weighs what was observed against what the configuration explains; one row of the table each. */
export function decideVerdict(observation: Observation, findings: readonly Finding[]): Verdict {
  if (observation.excluded !== undefined) return say('excluded', [], observation.excluded);
  if (observation.state === 'planned') return { ...predict(findings), predicted: true };
  if (observation.state === 'not-running') return dormant(observation, findings);
  if (observation.exclusionGap !== undefined) return doubtExclusion(observation.exclusionGap);
  if (observation.state === 'unread') {
    return say('unknown', [], 'Whether the instance runs was not read.', [
      'ec2:DescribeInstances did not tell its state',
    ]);
  }
  // A connected control channel is the stronger word: it stands, whatever the last ping says.
  return proofOf(observation).stages.size > 0
    ? judgeOnline(observation, findings)
    : judgeOffline(observation, findings);
}

function dormant(observation: Observation, findings: readonly Finding[]): Verdict {
  if (observation.gone) {
    return say('dormant', [], `The instance is ${observation.stateName}; it will not start again.`);
  }
  const { exclusionGap } = observation;
  const prediction = exclusionGap === undefined ? predict(findings) : doubtExclusion(exclusionGap);
  return { ...prediction, verdict: 'dormant', predicted: prediction.verdict };
}

function doubtExclusion(gap: Gap): Verdict {
  const reason =
    'Whether an AWS service runs the instance, so that nobody opens sessions to it, was not read.';
  return say('unknown', [], reason, [describeGap(gap)]);
}

/** The verdict from configuration alone, for an instance that nobody can observe. */
function predict(findings: readonly Finding[]): Verdict {
  const failed = explaining(findings).filter(({ status }) => status === 'fail');
  if (failed.length > 0) return say('blocked', failed, firstMessage(failed));
  const open = [...explaining(findings).filter(isUndecided), ...findings.filter(mayStopSession)];
  if (open.length > 0)
    return say('unknown', open, 'Not everything that decides could be read.', questionsOf(open));
  const degraded = findings.filter(({ impact, status }) => impact === 'degrades' && status === 'fail');
  if (degraded.length > 0) return say('at-risk', degraded, firstMessage(degraded));
  return sayReady([], 'Everything that a session needs is in place', findings, NO_PROOF);
}

function judgeOnline(observation: Observation, findings: readonly Finding[]): Verdict {
  const proof = proofOf(observation);
  const isConnected = proof.stages.has('ssmmessages');
  const weighed = weighProblems(findings, proof);
  const refusing = weighed.filter(({ problem }) =>
    problemStages(problem).every((stage) => stage === 'session'),
  );
  if (refusing.length > 0) return blockedBy(refusing);

  if (observation.connection?.known === true && observation.connection.value === 'notconnected') {
    const grace = findGrace(observation);
    if (grace !== undefined)
      return say('unknown', [OBSERVING_RULE], 'The control channel may still be coming up.', [grace]);
    const explained = weighed.filter(({ problem }) => problemStages(problem).includes('ssmmessages'));
    return explained.length > 0
      ? blockedBy(explained)
      : say(
          'blocked',
          [OBSERVING_RULE],
          'The agent is online, but its control channel to ssmmessages is not connected, so no session can start.',
        );
  }

  const standing = weighed.filter(({ weight }) => weight === 'standing');
  if (standing.length > 0) return blockedBy(standing);
  const doubtful = weighed.filter(({ weight }) => weight === 'doubtful');
  if (doubtful.length > 0) {
    const reason = `The agent reaches ssm in a way that the configuration does not show, so this may not hold either: ${doubtful[0]?.problem.message ?? ''}`;
    return say(
      'unknown',
      doubtful.map(({ finding }) => finding),
      reason,
      [ASK_CONNECTION],
    );
  }

  const undecided = explaining(findings).filter((finding) => hasOpenQuestion(finding, proof));
  const connectionUnread =
    observation.connection?.known === false ? [describeGap(observation.connection.gap)] : [];
  if (undecided.length > 0 || connectionUnread.length > 0) {
    const asks =
      !isConnected &&
      observation.connection === undefined &&
      undecided.some((f) => concernsOnlyChannel(f, proof));
    const questions = [
      // One call answers more than any look at somebody's network.
      ...(asks ? [ASK_CONNECTION] : []),
      ...questionsOf(undecided, proof),
      ...connectionUnread,
    ];
    const because = undecided.length > 0 ? undecided : [OBSERVING_RULE];
    return say(
      'unknown',
      because,
      'The agent is online; whether a session opens depends on what could not be found out.',
      questions,
    );
  }

  const contradicted = weighed.map(({ finding }) => finding);
  const degraded = findings.filter(({ impact, status }) => impact === 'degrades' && status === 'fail');
  if (contradicted.length > 0) {
    return say(
      'at-risk',
      [...contradicted, ...degraded],
      `Sessions open now (${proof.by}), in a way that the configuration does not show, so it may not last: ${firstMessage(contradicted)}`,
    );
  }
  if (degraded.length > 0) return say('at-risk', degraded, firstMessage(degraded));
  return sayReady([OBSERVING_RULE], `${proof.by}, and nothing would refuse a session`, findings, proof);
}

/** Ready it is; whether it is at risk may still be a question, which is then asked. */
function sayReady(
  because: readonly string[],
  reason: string,
  findings: readonly Finding[],
  proof: Proof,
): Verdict {
  const risks = findings.flatMap((finding) =>
    finding.status === 'error' && finding.impact === 'degrades'
      ? questionsOf([finding])
      : finding.gaps.filter((gap) => isOpenRisk(finding, gap, proof)).map(describeGap),
  );
  const rest = risks.length === 0 ? '.' : '; what could put it at risk was not all read.';
  return say('ready', because, `${reason}${rest}`, risks);
}

function judgeOffline(observation: Observation, findings: readonly Finding[]): Verdict {
  const failed = explaining(findings).filter(({ status }) => status === 'fail');
  if (failed.length > 0) return say('blocked', failed, firstMessage(failed));
  const open = explaining(findings).filter(isUndecided);
  if (!observation.ping.known) {
    const questions = [describeGap(observation.ping.gap), ...questionsOf(open)];
    return say('unknown', [OBSERVING_RULE, ...open], 'Whether the agent is online was not read.', questions);
  }
  const grace = observation.ping.value === 'absent' ? findGrace(observation) : undefined;
  if (grace !== undefined) {
    return say('unknown', [OBSERVING_RULE], 'The agent has not registered yet.', [grace]);
  }
  const isAbsent = observation.ping.value === 'absent';
  const what = isAbsent
    ? 'No agent of the instance is registered with Systems Manager here'
    : 'The agent of the instance has lost its connection to Systems Manager';
  if (open.length > 0) {
    return say(
      'blocked',
      [OBSERVING_RULE, ...open],
      `${what}; why is undetermined, because what decides it could not be found out.`,
      questionsOf(open),
    );
  }
  const degraded = findings.filter(({ impact, status }) => impact === 'degrades' && status === 'fail');
  const hint =
    degraded.length > 0
      ? `perhaps because of this: ${firstMessage(degraded)}`
      : `look at the agent on the host: ${isAbsent ? 'not installed, not running' : 'stopped, removed'}, or held up there.`;
  return say(
    'blocked',
    [OBSERVING_RULE, ...degraded],
    `${what}, although rights, network and settings are in order; ${hint}`,
  );
}

/** What to wait for, or to read, before an agent that does not answer counts as silent. */
function findGrace({ justLaunched }: Observation): string | undefined {
  if (!justLaunched.known) return describeGap(justLaunched.gap);
  return justLaunched.value ? RETRY : undefined;
}

function isUndecided({ status }: Finding): boolean {
  return status === 'unknown' || status === 'error';
}

/**
 * A question of a rule that only degrades, and yet one whose bad answer leaves no session, by the gap's own word:
 * whether there is an agent at all. An observation answers it; without one it stays open.
 */
function mayStopSession({ impact, status, gaps }: Finding): boolean {
  return impact === 'degrades' && status === 'unknown' && gaps.some(({ stages = [] }) => stages.length > 0);
}

/** A gap counts unless the observation proves every stage that it could stop. */
function hasOpenQuestion(finding: Finding, proof: Proof): boolean {
  return finding.status === 'error' || finding.gaps.some((gap) => isOpenGap(gap, proof));
}

function concernsOnlyChannel(finding: Finding, proof: Proof): boolean {
  return finding.gaps.some(
    (gap) => isOpenGap(gap, proof) && gap.stages !== undefined && !gap.stages.includes('session'),
  );
}

function questionsOf(findings: readonly Finding[], proof: Proof = NO_PROOF): string[] {
  return findings.flatMap((finding) =>
    finding.status === 'error'
      ? [`The rule ${finding.ruleId} could not run: ${finding.reason ?? 'no message'}`]
      : finding.gaps.filter((gap) => isOpenGap(gap, proof)).map(describeGap),
  );
}

function blockedBy(
  weighed: readonly { readonly finding: Finding; readonly problem: { readonly message: string } }[],
): Verdict {
  return say(
    'blocked',
    weighed.map(({ finding }) => finding),
    weighed[0]?.problem.message ?? '',
  );
}

function firstMessage(findings: readonly Finding[]): string {
  return findings[0]?.problems[0]?.message ?? '';
}

function say(
  verdict: VerdictName,
  because: readonly (Finding | string)[],
  reason: string,
  questions: readonly string[] = [],
): Verdict {
  const ids = because.map((entry) => (typeof entry === 'string' ? entry : entry.ruleId));
  return { verdict, because: [...new Set(ids)], reason, questions: [...new Set(questions)] };
}
