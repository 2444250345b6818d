import { sanitise, truncate } from './terminal-text.ts';

export type Level = 'error' | 'warning' | 'notice';

/** More than anybody reads in an annotation. */
const MESSAGE_LIMIT = 1000;

/**
 * One line that GitHub's runner turns into an annotation, escaped as the runner reads it back:
 * https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts
 */
export function toWorkflowCommand(level: Level, title: string, message: string): string {
  const [head, body] = [title, message].map((text) => escapeData(truncate(sanitise(text), MESSAGE_LIMIT)));
  return `::${level} title=${escapeProperty(head ?? '')}::${body}\n`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Of text that {@link escapeData} has been through. */
function escapeProperty(data: string): string {
  return data.replaceAll(':', '%3A').replaceAll(',', '%2C');
}
