/**
 * A piece of the page as data. The reporter writes it as HTML text and the script in the page makes elements of it, so
 * that both draw an instance by the same functions, and neither pastes text into markup.
 */
export type Markup = string | MarkupElement | readonly Markup[];

export interface MarkupElement {
  readonly tag: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** An attribute that is undefined is not there. */
export type Attributes = Readonly<Record<string, string | undefined>>;

export function h(tag: string, attributes: Attributes = {}, ...children: readonly Markup[]): MarkupElement {
  return { tag, attributes, children };
}

/** Text that anybody may have chosen: its direction ends where it ends. */
export function isolated(text: string, attributes: Attributes = {}): MarkupElement {
  return h('bdi', attributes, text);
}

/** `1 instance`, `2,000 instances`. */
export function countOf(number: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(number)} ${number === 1 ? singular : plural}`;
}

export function formatNumber(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/gu, ',');
}
