import { renderDetail } from '../src/reporters/html/detail.ts';
import { formatNumber, h } from '../src/reporters/html/markup.ts';
import { at, type PageData } from '../src/reporters/html/page-data.ts';
import { BATCH, renderRow } from '../src/reporters/html/row.ts';
import { Chooser } from './choose.ts';
import { showCopyButtons } from './copy.ts';
import { find } from './dom.ts';
import { readFilters } from './filters.ts';
import { type Order, sortPlaces, WORST_FIRST } from './order.ts';
import { toDom } from './to-dom.ts';

/** Rows that are printed at most; the page says on paper when there are more. */
const PRINTED = 2000;

/** The table of instances: what is chosen, in which order, how many rows of it stand there, and which are open. */
export class Fleet {
  private readonly data: PageData;
  private readonly chooser: Chooser;
  private readonly form = find('#filters', HTMLFormElement);
  private readonly body = find('#fleet tbody', HTMLTableSectionElement);
  private readonly matches = find('#matches', HTMLOutputElement);
  private readonly more = find('#more', HTMLElement);
  private readonly open = new Set<number>();
  private places: readonly number[] = [];
  private drawn = 0;
  private order: Order = WORST_FIRST;

  constructor(data: PageData) {
    this.data = data;
    this.chooser = new Chooser(data);
  }

  sort(order: Order): void {
    this.order = order;
    this.refresh();
  }

  refresh(): void {
    this.places = sortPlaces(this.data, this.chooser.choose(readFilters(this.form)), this.order);
    this.drawn = 0;
    this.body.replaceChildren();
    this.drawMore();
    const all = this.data.instances.length;
    const found = this.places.length;
    this.matches.value =
      found === all
        ? `${formatNumber(all)} instances`
        : `${formatNumber(found)} of ${formatNumber(all)} instances`;
  }

  drawMore(count = BATCH): void {
    const next = this.places.slice(this.drawn, this.drawn + count);
    this.drawn += next.length;
    for (const place of next) this.body.append(this.drawRow(place));
    if (this.places.length === 0) this.body.append(toDom(this.noMatch()));
    this.more.hidden = this.drawn >= this.places.length;
    const left = formatNumber(this.places.length - this.drawn);
    find('button', HTMLButtonElement, this.more).textContent = `Show more of the ${left} that follow`;
  }

  /** Paper has no end to scroll to, but somebody has to carry it. */
  drawForPaper(): void {
    this.drawMore(Math.max(0, PRINTED - this.drawn));
  }

  toggle(row: HTMLTableRowElement): void {
    const place = Number(row.dataset.index);
    const isOpen = !this.open.has(place);
    if (isOpen) this.open.add(place);
    else this.open.delete(place);
    find('button.open', HTMLButtonElement, row).setAttribute('aria-expanded', String(isOpen));
    if (isOpen) row.after(this.drawDetail(place));
    else row.nextElementSibling?.remove();
  }

  private drawRow(place: number): Node {
    const isOpen = this.open.has(place);
    const row = renderRow(this.data, at(this.data.instances, place), place, { isInteractive: true, isOpen });
    const fragment = document.createDocumentFragment();
    fragment.append(toDom(row));
    if (isOpen) fragment.append(this.drawDetail(place));
    return fragment;
  }

  private drawDetail(place: number): HTMLTableRowElement {
    const row = document.createElement('tr');
    row.className = 'opened';
    const cell = document.createElement('td');
    cell.colSpan = 4 + this.data.rules.length;
    cell.append(toDom(renderDetail(this.data, at(this.data.instances, place), 'whole')));
    row.append(cell);
    showCopyButtons(row);
    return row;
  }

  private noMatch() {
    const colspan = String(4 + this.data.rules.length);
    return h('tr', {}, h('td', { colspan, class: 'no-match' }, 'No instance matches.'));
  }
}
