/** Searches, filters, sorts and opens; the page is complete without it. */
import type { PageData } from '../src/reporters/html/page-data.ts';
import { copyOnClick, showCopyButtons } from './copy.ts';
import { closest, find } from './dom.ts';
import { Fleet } from './fleet.ts';
import { offerSorting } from './sorting.ts';
import { offerThemes } from './theme.ts';

offerThemes();
copyOnClick();
showCopyButtons(document);
if (document.querySelector('#fleet') !== null) startFleet();

function startFleet(): void {
  const fleet = new Fleet(JSON.parse(find('#report', HTMLScriptElement).text) as PageData);
  const form = find('#filters', HTMLFormElement);
  const search = find('input[type=search]', HTMLInputElement, form);
  form.hidden = false;
  form.addEventListener('input', () => fleet.refresh());
  form.addEventListener('submit', (event) => event.preventDefault());
  // The form still has the old values while the event runs.
  form.addEventListener('reset', () => setTimeout(() => fleet.refresh()));
  find('#fleet tbody', HTMLTableSectionElement).addEventListener('click', (event) => {
    const row = closest(event, 'tr.row', HTMLTableRowElement);
    const isText = getSelection()?.isCollapsed === false;
    if (row !== undefined && (!isText || closest(event, 'button', HTMLButtonElement) !== undefined))
      fleet.toggle(row);
  });
  document.addEventListener('keydown', (event) => {
    const isTyping = closest(event, 'input, select, textarea', HTMLElement) !== undefined;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    search.focus();
  });
  drawAhead(fleet);
  addEventListener('beforeprint', () => fleet.drawForPaper());
  offerSorting(fleet);
  fleet.refresh();
}

/** Draws more rows before the reader gets to the last one, or at the button for whoever does not scroll. */
function drawAhead(fleet: Fleet): void {
  const more = find('#more', HTMLElement);
  find('button', HTMLButtonElement, more).addEventListener('click', () => fleet.drawMore());
  new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) fleet.drawMore();
    },
    { rootMargin: '600px' },
  ).observe(more);
}
