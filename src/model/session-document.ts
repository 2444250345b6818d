import { parse } from 'yaml';
import { known, unknown, type Known } from './known.ts';

/** The parts of a Session document that carry preferences; values are as written, strings or booleans. */
export interface SessionDocumentContent {
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Parses a Session document, JSON or YAML. Text that is neither, or no document, is a gap. */
export function parseSessionDocument(name: string, content: string): Known<SessionDocumentContent> {
  const document = parseText(content);
  const inputs = isRecord(document) ? (document['inputs'] ?? {}) : undefined;
  const parameters = isRecord(document) ? (document['parameters'] ?? {}) : undefined;
  if (!isRecord(inputs) || !isRecord(parameters)) {
    return unknown({
      kind: 'not-visible',
      question: `The document ${name} cannot be understood: which session preferences does it set?`,
    });
  }
  return known({ inputs, parameters });
}

/** JSON first, since JSON that is indented with tabs is not YAML. */
function parseText(content: string): unknown {
  for (const read of [JSON.parse, (text: string): unknown => parse(text, { logLevel: 'error' })]) {
    try {
      return read(content) as unknown;
    } catch {
      // Not this format; the caller turns "neither" into a gap.
    }
  }
  return undefined;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
