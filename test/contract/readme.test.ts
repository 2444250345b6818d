import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXml } from '../support/read-xml.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const readme = read('README.md');
const pictures = [...readme.matchAll(/(?:src|srcset)="(docs\/images\/[^"]+)"/g)].map(([, file = '']) => file);

describe('the pictures of the README', () => {
  it('are there for light and for dark', () => {
    expect(pictures.sort()).toEqual(['docs/images/demo-dark.svg', 'docs/images/demo-light.svg']);
  });

  it.each(pictures)('%s is well-formed, loads nothing, and says what the README says', (file) => {
    const svg = read(file);
    const elements = readXml(svg);
    expect(elements.map(({ name }) => name)).toEqual(expect.arrayContaining(['svg', 'title', 'text']));
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|href|url\(|<script|<style/);
    const [answer, counts] = /```text\n(.+)\n(.+)\n```/.exec(readme)?.slice(1) ?? [];
    expect(svg).toContain(answer);
    for (const part of counts?.split(' · ') ?? ['no counts']) expect(svg).toContain(`>${part}</text>`);
  });
});
