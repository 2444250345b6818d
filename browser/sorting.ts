import type { Fleet } from './fleet.ts';
import { KEYS, type Order, WORST_FIRST } from './order.ts';

/** Makes the headings of the sortable columns buttons, which turn the order round when they are used again. */
export function offerSorting(fleet: Fleet): void {
  let order: Order = WORST_FIRST;
  const headings = [...document.querySelectorAll<HTMLElement>('th[data-sort]')];
  const mark = (): void => {
    for (const heading of headings) {
      const isChosen = heading.dataset.sort === order.key;
      heading.setAttribute('aria-sort', !isChosen ? 'none' : order.isDescending ? 'descending' : 'ascending');
    }
  };
  for (const heading of headings) {
    const key = KEYS.find((one) => one === heading.dataset.sort);
    if (key === undefined) continue;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    button.addEventListener('click', () => {
      order = { key, isDescending: order.key === key && !order.isDescending };
      mark();
      fleet.sort(order);
    });
  }
  mark();
}
