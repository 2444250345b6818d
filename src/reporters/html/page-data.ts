import type { FindingStatus, Impact, Severity } from '../../model/finding.ts';
import type { HopStatus } from '../../model/path.ts';
import type { VerdictName } from '../../model/verdict.ts';

/**
 * What the script of the page draws from. Texts, findings, paths and fixes stand once, however many instances share
 * them: ten thousand instances have some hundred findings that differ in more than the instance's id.
 */
export interface PageData {
  readonly rules: readonly PageRule[];
  readonly texts: readonly string[];
  readonly findings: readonly PageFinding[];
  readonly paths: readonly PagePath[];
  readonly remedies: readonly PageRemedy[];
  readonly fixes: readonly PageFix[];
  /** Those that need somebody first. */
  readonly instances: readonly PageInstance[];
}

/** Place in {@link PageData.texts}. */
type TextIndex = number;

export interface PageRule {
  readonly id: string;
  readonly title: string;
  readonly impact: Impact;
  /** Absent where a plugin names none that a browser may open. */
  readonly docs?: string;
}

/** In the texts {@link MARK} stands for the instance's id. */
export interface PageFinding {
  readonly status: FindingStatus;
  readonly severity: Severity;
  /** Excepted or in the baseline. */
  readonly isAccepted?: true;
  readonly problems: readonly PageProblem[];
  readonly gaps: readonly string[];
  /** What observation, triage or the rule itself adds. */
  readonly remarks: readonly string[];
  readonly evidence: readonly string[];
}

export interface PageProblem {
  readonly message: string;
  /** Place in {@link PageData.fixes}. */
  readonly fix?: number;
}

export interface PagePath {
  readonly service: string;
  readonly purpose: string;
  readonly way: string;
  readonly outcome: string;
  /** Whether every hop lets everything through. */
  readonly isOpen: boolean;
  readonly hops: readonly PageHop[];
}

export interface PageHop {
  readonly name: string;
  readonly status: HopStatus;
  readonly problems: readonly PageProblem[];
  readonly notes: readonly string[];
}

/** A fix without the id of the instance that it mends, which {@link MARK} stands for. */
export interface PageRemedy {
  readonly summary: string;
  readonly steps?: readonly string[];
  readonly cli?: string;
  readonly terraform?: string;
  readonly policy?: string;
  readonly delay?: string;
}

export interface PageFix {
  /** Place in {@link PageData.remedies}. */
  readonly remedy: number;
  /** What {@link MARK} stands for. */
  readonly id?: string;
}

export interface PageInstance {
  readonly id: string;
  readonly name: string;
  readonly verdict: VerdictName;
  /** What the verdict's word leaves out of an instance that does not run, or is not there yet. */
  readonly later?: string;
  readonly account: TextIndex;
  readonly region: TextIndex;
  readonly reason: TextIndex;
  readonly next?: TextIndex;
  readonly questions?: readonly TextIndex[];
  readonly facts: readonly TextIndex[];
  readonly tags?: readonly TextIndex[];
  /** Places in {@link PageData.paths}. */
  readonly paths?: readonly number[];
  /** Places in {@link PageData.findings}, one for each rule. */
  readonly findings: readonly number[];
}

/** A control character, which no text of a report keeps. */
export const MARK = '\u0001';

export function fill(text: string, id: string): string {
  return text.replaceAll(MARK, () => id);
}

/** The text at a place; the places come with the texts, so a missing one is a broken page. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new Error(`the page holds no item ${index}`);
  return item;
}
