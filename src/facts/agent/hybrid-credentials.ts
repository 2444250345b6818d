import type { FindingGap, Outcome } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { conclude } from '../../model/rule.ts';
import { findHybridNode, registrationOf } from './registration.ts';

/**
 * A hybrid node brings the credentials of its activation, so that neither the instance profile nor Default Host
 * Management decides anything for it. Where one may be this instance, their lack is a question and not a failure.
 */
export function unlessHybrid(subject: Subject, outcome: Outcome): Outcome {
  if (outcome.status !== 'fail') return outcome;
  const gap = findHybridGap(subject, 'A hybrid node has credentials of its own.');
  if (gap === undefined) return outcome;
  return conclude({
    gaps: [...outcome.gaps, { ...gap, stages: ['ssm', 'ssmmessages'] }],
    evidence: outcome.evidence,
  });
}

/**
 * The question whether a hybrid node is this instance; also where the instance's addresses were not read, by which one
 * would be told. An instance that is registered under its own id is none; registrations that were not read name none.
 */
export function findHybridGap(subject: Subject, why: string): FindingGap | undefined {
  const own = registrationOf(subject);
  if (!own.known || own.value !== undefined) return undefined;
  const hybrid = findHybridNode(subject);
  if (!hybrid.known) return hybrid.gap;
  if (hybrid.value === undefined) return undefined;
  const question = `Is the hybrid node ${hybrid.value.InstanceId ?? ''}, which has the address of ${subject.instance.InstanceId}, this instance? ${why}`;
  return { kind: 'not-visible', question };
}
