import type { Outcome } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { conclude } from '../../model/rule.ts';
import { findHybridNode, registrationOf } from './registration.ts';

/**
 * A hybrid node brings the credentials of its activation, so that neither the instance profile nor Default Host
 * Management decides anything for it. Where one may be this instance, their lack is a question and not a failure.
 */
export function unlessHybrid(subject: Subject, outcome: Outcome): Outcome {
  if (outcome.status !== 'fail') return outcome;
  const own = registrationOf(subject);
  if (!own.known || own.value !== undefined) return outcome;
  const hybrid = findHybridNode(subject);
  if (!hybrid.known || hybrid.value === undefined) return outcome;
  const question = `Is the hybrid node ${hybrid.value.InstanceId ?? ''}, which has the address of ${subject.instance.InstanceId}, this instance? A hybrid node has credentials of its own.`;
  return conclude({
    gaps: [...outcome.gaps, { kind: 'not-visible', question, stages: ['ssm', 'ssmmessages'] }],
    evidence: outcome.evidence,
  });
}
