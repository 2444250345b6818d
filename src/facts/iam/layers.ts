import type { EvaluationScope } from './condition.ts';
import type { DocumentForm, Statement } from './document.ts';
import { readDocument } from './read-document.ts';
import { findPossibleWords } from './fillings.ts';
import { all, any } from './formula.ts';
import type { CertainWord, Formula, Word } from './formula.ts';
import { toRequestContext } from './variables.ts';

/** Condition keys with their value or values; the case of keys does not matter. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

type Layer = 'identity' | 'boundary' | 'endpoint' | 'resource' | 'serviceControl' | 'trust';

/** A statement, by its layer, its document's index in that layer, and its Sid or, without one, its place (`#1`). */
interface StatementReference {
  readonly layer: Layer;
  readonly document: number;
  readonly statement: string;
}

export interface Decision {
  readonly word: Word;
  /** Every word the request may get; two refusals without `allow` still say that it is refused. */
  readonly possible: ReadonlySet<CertainWord>;
  /**
   * For `allow` the statements that allow, for `explicit-deny` those that deny, for `conditional` those that depend on
   * something unknown; empty for `implicit-deny`.
   */
  readonly decidedBy: readonly StatementReference[];
  /** Layers (with the document's index) where nothing can allow the request, whatever the unknown is. */
  readonly withoutAllow: readonly { readonly layer: Layer; readonly document: number }[];
  /** Documents or conditions that could not be read. They count as able to allow and to deny. */
  readonly errors: readonly string[];
}

/** One set of documents of which any may allow. */
export interface LayerReading {
  readonly layer: Layer;
  readonly document: number;
  readonly clauses: readonly {
    readonly effect: 'Allow' | 'Deny';
    readonly applies: Formula;
    readonly reference: StatementReference;
  }[];
}

export function openScope(context: Context | undefined): EvaluationScope & { readonly errors: string[] } {
  const errors: string[] = [];
  let asked = 0;
  return {
    context: toRequestContext(context),
    errors,
    report: (error) => errors.push(error),
    ask: () => {
      asked += 1;
      return { kind: 'variable', id: `?${asked}` };
    },
  };
}

export function readLayer(
  layer: Layer,
  documents: readonly unknown[],
  form: DocumentForm,
  match: (statement: Statement, hasVariables: boolean) => Formula,
  scope: EvaluationScope,
  firstIndex = 0,
): LayerReading {
  const clauses = documents.flatMap((input, index): LayerReading['clauses'][number][] => {
    const document = firstIndex + index;
    const parsed = readDocument(input, form);
    if (!parsed.ok) {
      scope.report(`${layer} document ${document}: ${parsed.error}`);
      const reference = { layer, document, statement: 'the whole document' };
      return [
        { effect: 'Allow', applies: scope.ask(), reference },
        { effect: 'Deny', applies: scope.ask(), reference },
      ];
    }
    const { statements, hasVariables } = parsed.document;
    return statements.flatMap((statement) => {
      const applies = match(statement, hasVariables);
      // What speaks of something else decides nothing.
      if (applies === false) return [];
      const reference = { layer, document, statement: statement.name };
      return [{ effect: statement.effect, applies, reference }];
    });
  });
  return { layer, document: firstIndex, clauses };
}

export function combineLayers(layers: readonly LayerReading[], errors: readonly string[]): Decision {
  return decideFormula(all(layers.map(allowOf)), layers, errors);
}

/** What one set of documents allows, its denials aside. */
export function allowOf({ clauses }: LayerReading): Formula {
  return any(clauses.filter(({ effect }) => effect === 'Allow').map(({ applies }) => applies));
}

/** The decision where `allow` says how the layers have to agree; a Deny in any of them wins. */
export function decideFormula(
  allow: Formula,
  layers: readonly LayerReading[],
  errors: readonly string[],
): Decision {
  const clauses = layers.flatMap((layer) => layer.clauses);
  const deny = any(clauses.filter(({ effect }) => effect === 'Deny').map(({ applies }) => applies));
  const possible = findPossibleWords(allow, deny);
  const [only] = possible;
  const word = possible.size === 1 && only !== undefined ? only : 'conditional';
  return {
    word,
    possible,
    decidedBy: findDeciding(word, clauses),
    withoutAllow: layers
      .filter((layer) => allowOf(layer) === false)
      .map(({ layer, document }) => ({ layer, document })),
    errors,
  };
}

function findDeciding(word: Word, clauses: LayerReading['clauses']): StatementReference[] {
  if (word === 'implicit-deny') return [];
  const isOpen = ({ applies }: LayerReading['clauses'][number]): boolean => typeof applies !== 'boolean';
  // A document that can't be read stands as two clauses with one reference.
  if (word === 'conditional') return [...new Set(clauses.filter(isOpen).map(({ reference }) => reference))];
  const effect = word === 'allow' ? 'Allow' : 'Deny';
  const ofEffect = clauses.filter((clause) => clause.effect === effect);
  const certain = ofEffect.filter(({ applies }) => applies === true);
  // Without a certain one, several conditional statements together leave no way out.
  return (certain.length > 0 ? certain : ofEffect.filter(isOpen)).map(({ reference }) => reference);
}
