import type { ReportInstance } from '../model/report.ts';
import { paragraph, type Line } from './table-line.ts';

/** When a session was last opened, where that was asked for. */
export function renderLastSession({ observed }: ReportInstance, width: number): Line[] {
  const { lastSession } = observed;
  if (lastSession === undefined) return [];
  const text =
    lastSession === null
      ? 'no session opened in the 30 days before the reading'
      : `last session opened at ${lastSession}`;
  return paragraph(text, { width, style: 'dim' });
}
