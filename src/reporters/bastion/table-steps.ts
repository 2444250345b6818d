import type { BastionReport } from '../../model/bastion.ts';
import { indent, type Line, paragraph, span } from '../table-line.ts';
import { wrapCommand } from '../table-command.ts';
import { item, section } from './table-parts.ts';

const MARGIN = 5;

/** The commands can be pasted; none has been run. */
export function renderSteps({ steps, verdict }: BastionReport, width: number): Line[] {
  const when = verdict === 'safe-to-remove' ? '' : ', once it is safe';
  return section(
    `HOW IT GOES${when} (nothing of this was run)`,
    steps.flatMap(({ title, details, commands }, index) => [
      ...indent(2, paragraph(`${index + 1}. ${title}`, { width: width - 2, style: 'bold' })),
      ...details.flatMap((detail) => item(detail, width, MARGIN)),
      ...commands.flatMap((text) =>
        wrapCommand(text, MARGIN, width).map((line): Line => [span(line, 'cyan')]),
      ),
    ]),
  );
}
