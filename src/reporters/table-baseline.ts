import type { Report, ReportBaseline, ReportFinding } from '../model/report.ts';
import { paragraph, type Line } from './table-line.ts';

const WORDS = [
  'new',
  'flapping',
  'fixed',
  'gone',
  'unverified',
] as const satisfies (keyof ReportBaseline['counts'])[];

export function renderBaseline(report: Report, width: number): Line[] {
  const { counts } = report.baseline ?? {};
  const sentence = summariseBaseline(report);
  if (counts === undefined || sentence === undefined) return [];
  const isWorse = counts.new + counts.flapping > 0;
  return paragraph(sentence, { width, style: isWorse ? 'red' : counts.unverified > 0 ? 'magenta' : 'dim' });
}

/** What changed since the baseline, in one sentence. */
export function summariseBaseline({ baseline, generatedAt }: Report): string | undefined {
  if (baseline === undefined) return undefined;
  const { counts } = baseline;
  const changed = WORDS.filter((word) => counts[word] > 0).map((word) => `${counts[word]} ${word}`);
  const same = counts.unchanged === 0 ? [] : [`${counts.unchanged} as before`];
  const parts = [...(changed.length === 0 ? ['nothing new'] : changed), ...same];
  return `since ${nameTime(baseline.generatedAt, generatedAt)}: ${parts.join(', ')}`;
}

/** The day; on the same day the minute too. */
function nameTime(then: string, now: string): string {
  return then.slice(0, 10) === now.slice(0, 10)
    ? `${then.slice(0, 16).replace('T', ' ')} UTC`
    : then.slice(0, 10);
}

/** What stands beside the severity of a failure that was not there before. */
export function markChange({ change }: ReportFinding): string {
  return change === undefined || change === 'unchanged' ? '' : `, ${change}`;
}
