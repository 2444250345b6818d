import { find } from './dom.ts';

/** Switches between the system's scheme and the other one; nothing is stored. */
export function offerThemes(): void {
  const button = find('#theme', HTMLButtonElement);
  const system = matchMedia('(prefers-color-scheme: dark)');
  const { dataset } = document.documentElement;
  const isDark = (): boolean => (dataset.theme === undefined ? system.matches : dataset.theme === 'dark');
  const name = (): void => {
    button.textContent = isDark() ? 'Light' : 'Dark';
    button.setAttribute('aria-label', `Use ${isDark() ? 'light' : 'dark'} colours`);
  };
  button.addEventListener('click', () => {
    dataset.theme = isDark() ? 'light' : 'dark';
    name();
  });
  system.addEventListener('change', name);
  name();
  button.hidden = false;
}
