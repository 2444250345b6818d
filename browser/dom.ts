/** An element that the reporter writes into every page. */
export function find<T extends Element>(
  selector: string,
  type: new () => T,
  within: ParentNode = document,
): T {
  const found = within.querySelector(selector);
  if (!(found instanceof type)) throw new Error(`the page has no ${selector}`);
  return found;
}

/** The nearest element around what an event met. */
export function closest<T extends Element>(event: Event, selector: string, type: new () => T): T | undefined {
  const found = event.target instanceof Element ? event.target.closest(selector) : null;
  return found instanceof type ? found : undefined;
}
