/**
 * Why a value is not there. A gap can become `unknown` and nothing else.
 *
 * - `denied`: AWS refused the call; `action` is the IAM action that would allow it.
 * - `api-error`: the call failed for another reason (throttled out, network, unsupported).
 * - `not-collected`: this source holds no answer for the call.
 * - `after-apply`: a planned value that Terraform knows only after the apply.
 * - `not-visible`: no AWS API shows it; `question` says what a person has to find out.
 */
export type Gap =
  | { readonly kind: 'denied'; readonly action: string }
  | { readonly kind: 'api-error'; readonly action: string; readonly code: string; readonly message: string }
  | { readonly kind: 'not-collected'; readonly action: string }
  | { readonly kind: 'after-apply'; readonly attribute: string }
  | { readonly kind: 'not-visible'; readonly question: string };

/** A value that was read, or the gap that says why it was not. An absent thing is `known` with `undefined`. */
export type Known<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly gap: Gap };

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(gap: Gap): Known<never> {
  return { known: false, gap };
}

/** Applies `derive` to a value that was read; a gap passes through. */
export function mapKnown<T, U>(value: Known<T>, derive: (value: T) => U): Known<U> {
  return value.known ? known(derive(value.value)) : value;
}

/** Like {@link mapKnown} for a derivation that may itself meet a gap. */
export function chainKnown<T, U>(value: Known<T>, derive: (value: T) => Known<U>): Known<U> {
  return value.known ? derive(value.value) : value;
}

/** One answer of a record, or undefined where nobody asked. Names come from people: `constructor` is a bucket too. */
export function answerFor<T>(
  answers: Readonly<Record<string, Known<T>>>,
  name: string,
): Known<T> | undefined {
  return Object.hasOwn(answers, name) ? answers[name] : undefined;
}

/** An AWS entity whose single attributes may be unread: a planned instance knows some of them only after the apply. */
export interface Entity {
  readonly Gaps?: { readonly [attribute: string]: Gap };
}

/**
 * Reads one attribute of an entity. Facts use this instead of `entity.Attribute`, so that an attribute that
 * the source could not know never looks like one that AWS says is absent.
 */
export function read<E extends Entity, K extends keyof E & string>(entity: E, attribute: K): Known<E[K]> {
  const gap = entity.Gaps?.[attribute];
  return gap === undefined ? known(entity[attribute]) : unknown(gap);
}

/** One short line for people: what is missing and what would provide it. */
export function describeGap(gap: Gap): string {
  switch (gap.kind) {
    case 'denied':
      return `${gap.action} was denied`;
    case 'api-error':
      return `${gap.action} failed: ${gap.code}`;
    case 'not-collected':
      return `${gap.action} was not collected`;
    case 'after-apply':
      return `${gap.attribute} is known only after the apply`;
    case 'not-visible':
      return gap.question;
  }
}
