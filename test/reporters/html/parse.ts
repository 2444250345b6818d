import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { tableReporter } from '../../../src/reporters/table.ts';
import { htmlReporter } from '../../../src/reporters/html.ts';
import type { PageData } from '../../../src/reporters/html/page-data.ts';
import type { RenderOptions, Report } from '../../../src/model/report.ts';

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

const OPTIONS: RenderOptions = { color: false, width: 120, verbose: false, sarifProfile: 'full' };

export function renderHtml(report: Report): string {
  return htmlReporter.render(report, OPTIONS);
}

export function renderTable(report: Report): string {
  return tableReporter.render(report, { ...OPTIONS, width: 200 });
}

/** What a browser makes of the page; without a script what stands in `noscript` is markup like the rest. */
export function parsePage(html: string, { hasScript = false } = {}): Element[] {
  const document = parse(html, { scriptingEnabled: hasScript });
  return document.childNodes.flatMap(listElements);
}

export function listElements(node: Node | DefaultTreeAdapterTypes.Document): Element[] {
  const inside = 'childNodes' in node ? node.childNodes.flatMap(listElements) : [];
  return 'tagName' in node ? [node, ...inside] : inside;
}

export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

export function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value;
}

export function findById(elements: readonly Element[], id: string): Element {
  const found = elements.filter((element) => attributeOf(element, 'id') === id);
  if (found.length !== 1 || found[0] === undefined) throw new Error(`${found.length} elements #${id}`);
  return found[0];
}

export function readData(elements: readonly Element[]): PageData {
  return JSON.parse(textOf(findById(elements, 'report'))) as PageData;
}
