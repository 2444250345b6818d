import { registrationOf } from '../facts/agent/registration.ts';
import { updateAgentCause } from '../facts/agent/remedies.ts';
import { supportOf } from '../facts/agent/version.ts';
import type { Dependant } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import type { ReportInstance } from '../model/report.ts';

export interface DesktopJudgement {
  readonly change: Pick<Dependant, 'judgement' | 'reason' | 'causes' | 'questions'>;
  /** What the change names. */
  readonly cause?: Cause;
}

/**
 * Remote Desktop goes through a forwarded port, which takes a newer agent than a shell. `undefined` where nothing speaks
 * against it, and for a host that is stopped, whose agent tells no version.
 */
export function judgeDesktop(subject: Subject, instance: ReportInstance): DesktopJudgement | undefined {
  if (instance.state !== 'running') return undefined;
  const node = registrationOf(subject);
  if (!node.known || node.value === undefined) return undefined;
  const { AgentVersion = '' } = node.value;
  const answer = supportOf('port-forwarding', AgentVersion);
  if (!answer.known) return open(describeGap(answer.gap));
  const { support, minimum, source } = answer.value;
  if (support === 'yes') return undefined;
  if (support === 'disputed') {
    return open(
      `Does port forwarding, which RDP needs, work with agent ${AgentVersion}? AWS's pages disagree: ${source}.`,
    );
  }
  const cause = updateAgentCause(subject);
  const reason = `A session opens, but RDP needs port forwarding, and that agent ${minimum} or later; this one is ${AgentVersion}.`;
  return { change: { judgement: 'blocked', reason, causes: [cause.key], questions: [] }, cause };
}

function open(question: string): DesktopJudgement {
  return { change: { judgement: 'open', reason: question, causes: [], questions: [question] } };
}
