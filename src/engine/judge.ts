import type { Finding } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import type { NetworkPath } from '../model/path.ts';
import type { ConfiguredRule } from '../model/rule.ts';
import type { Observation, Verdict } from '../model/verdict.ts';
import { markAgainstObservation } from './contradiction.ts';
import { evaluate } from './evaluate.ts';
import { decideVerdict } from './verdict.ts';

export interface JudgedInstance {
  readonly subject: Subject;
  readonly observation: Observation;
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
  readonly paths: readonly NetworkPath[];
}

/** Findings first, then what the observation makes of them, then the verdict. */
export function judgeInstance(
  subject: Subject,
  observation: Observation,
  rules: readonly ConfiguredRule[],
  paths: readonly NetworkPath[],
): JudgedInstance {
  const findings = evaluate(subject, rules);
  return {
    subject,
    observation,
    verdict: decideVerdict(observation, findings),
    findings: markAgainstObservation(findings, observation),
    paths,
  };
}
