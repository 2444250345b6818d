import type { ReportInstance } from '../model/report.ts';
import { paragraph, type Line } from './table-line.ts';

/** When a session was last opened, where that was asked for. */
export function describeLastSession({ observed: { lastSession } }: ReportInstance): string | undefined {
  if (lastSession === undefined) return undefined;
  return lastSession === null
    ? 'no session opened in the 30 days before the reading'
    : `last session opened at ${lastSession}`;
}

export function renderLastSession(instance: ReportInstance, width: number): Line[] {
  const text = describeLastSession(instance);
  return text === undefined ? [] : paragraph(text, { width, style: 'dim' });
}
