import type { BastionReport, BastionVerdict } from '../../model/bastion.ts';
import { BLANK, indent, joinLines, type Line, paragraph, span } from '../table-line.ts';
import type { Style } from '../terminal-text.ts';
import { renderDependants, renderServices } from './table-dependants.ts';
import { renderBlockers, renderChanges, renderQuestions } from './table-blockers.ts';
import { renderBastions, renderWays } from './table-hosts.ts';
import { listing } from './table-parts.ts';
import { renderSteps } from './table-steps.ts';
import { bastionWord } from './words.ts';

export interface BastionRenderOptions {
  readonly color: boolean;
  readonly width: number;
}

const STYLE: Readonly<Record<BastionVerdict, Style>> = {
  'safe-to-remove': 'green',
  'not-yet': 'red',
  'cannot-tell': 'magenta',
};

const WIDTH = { least: 40, most: 160 };

/** For people: the answer, what stands against it, who depends on it, and how it goes. */
export function renderBastionTable(report: BastionReport, options: BastionRenderOptions): string {
  const width = Math.min(WIDTH.most, Math.max(WIDTH.least, options.width));
  const lines = [
    ...renderAnswer(report, width),
    ...renderBastions(report, width),
    ...renderBlockers(report, width),
    ...renderChanges(report, width),
    ...renderQuestions(report, width),
    ...renderDependants(report, width),
    ...renderServices(report, width),
    ...listing('TO KNOW', report.cautions, width),
    ...renderWays(report, width),
    ...renderSteps(report, width),
    ...listing('WHAT NOBODY CAN SEE FROM HERE', report.bastions.length === 0 ? [] : report.limits, width),
  ];
  return joinLines(lines, options.color);
}

function renderAnswer({ verdict, reason, tool, source }: BastionReport, width: number): Line[] {
  return [
    ...paragraph(`${tool.name} ${tool.version} · bastion · ${source.kind} · read ${source.takenAt}`, {
      width,
      style: 'dim',
    }),
    BLANK,
    [span(bastionWord(verdict).toUpperCase(), STYLE[verdict])],
    ...indent(2, paragraph(reason, { width: width - 2 })),
  ];
}
