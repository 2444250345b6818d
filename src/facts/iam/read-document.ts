import { parseDocument, type DocumentForm, type ParsedDocument } from './document.ts';
import { matchActions } from './match.ts';

/** A document that was read already, for whoever asks many times about one that stays as it is. */
export class ReadDocument {
  readonly form: DocumentForm;
  readonly parsed: ParsedDocument;

  readonly #about = new Map<string, ReadDocument>();

  private constructor(parsed: ParsedDocument, form: DocumentForm) {
    this.form = form;
    this.parsed = parsed;
  }

  static read(input: unknown, form: DocumentForm): ReadDocument {
    return new ReadDocument(parseDocument(input, form), form);
  }

  /** The same document without the statements that speak of other actions. */
  about(action: string): ReadDocument {
    const { parsed, form } = this;
    if (!parsed.ok) return this;
    let about = this.#about.get(action);
    if (about === undefined) {
      const statements = parsed.document.statements.filter(({ actions }) => matchActions(actions, action));
      about = new ReadDocument({ ok: true, document: { ...parsed.document, statements } }, form);
      this.#about.set(action, about);
    }
    return about;
  }
}

/** What a document says, read now or before. */
export function readDocument(input: unknown, form: DocumentForm): ParsedDocument {
  return input instanceof ReadDocument && input.form === form ? input.parsed : parseDocument(input, form);
}
