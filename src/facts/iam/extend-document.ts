import { isRecord } from '../../model/session-document.ts';

/** The document with more statements at its end, and everything else as it is. `undefined` for what is no object. */
export function extendDocument(document: unknown, added: readonly object[]): object | undefined {
  if (!isRecord(document)) return undefined;
  const { Statement } = document;
  const statements: unknown[] = Statement === undefined ? [] : [Statement].flat();
  return { ...document, Statement: [...statements, ...added] };
}
