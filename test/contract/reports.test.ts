import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reporters } from '../../src/reporters/index.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const names = [...reporters.keys()];

describe('docs/reports.md', () => {
  const page = read('docs/reports.md');

  it('has a row and a section for every format, in the order of the registry', () => {
    expect([...page.matchAll(/^\| \[`([^`]+)`\]\(#([^)]+)\)/gm)].map(([, name]) => name)).toEqual(names);
    const sections = [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([...names, 'In GitHub Actions']);
  });

  it('leads to sections that there are', () => {
    expect([...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor)).toEqual(names);
  });
});

it.each(names)('the README and the help name the format %s', (name) => {
  expect(read('README.md')).toMatch(new RegExp(String.raw`\`${name}\`|-f ${name}\b`));
  expect(read('docs/cli.md').replaceAll(/\s+/g, ' ')).toMatch(new RegExp(`Names: [a-z, -]*\\b${name}\\b`));
});
