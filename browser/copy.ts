import { closest } from './dom.ts';

export function showCopyButtons(within: ParentNode): void {
  for (const button of within.querySelectorAll<HTMLButtonElement>('button.copy')) button.hidden = false;
}

/** Copies the text beside a button. Where the browser does not let a page copy, the text is selected instead. */
export function copyOnClick(): void {
  document.addEventListener('click', (event) => {
    const button = closest(event, 'button.copy', HTMLButtonElement);
    const code = button?.closest('figure')?.querySelector('code');
    if (button !== undefined && code) void copy(button, code);
  });
}

async function copy(button: HTMLButtonElement, code: Element): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent);
    say(button, 'Copied');
  } catch {
    getSelection()?.selectAllChildren(code);
    say(button, 'Selected');
  }
}

function say(button: HTMLButtonElement, word: string): void {
  button.textContent = word;
  setTimeout(() => {
    button.textContent = 'Copy';
  }, 2000);
}
