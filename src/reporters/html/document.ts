import { createHash } from 'node:crypto';
import { neutraliseLines, serialise } from './serialise.ts';
import { h, type Markup } from './markup.ts';
import { MARK, type PageData } from './page-data.ts';
import { pageScript, pageStyle } from './page-assets.ts';

/** One file that asks nobody for anything: nothing may load, and only the two blocks in it may style it and run. */
export function renderDocument(title: string, body: Markup, data: PageData): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(pageStyle)}'`,
    `script-src '${hashOf(pageScript)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ];
  const head = [
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy.join('; ') }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('title', {}, title),
  ];
  return [
    '<!doctype html>',
    '<html lang="en" dir="ltr">',
    `<head>${serialise(head)}<style>${pageStyle}</style></head>`,
    `<body>${serialise(body)}`,
    `<script type="application/json" id="report">${embedJson(data)}</script>`,
    `<script>${pageScript}</script>`,
    '</body></html>',
    '',
  ].join('\n');
}

export function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** JSON in which no text can end the block that it stands in, or begin another one. */
function embedJson(data: PageData): string {
  const json = JSON.stringify(data, (_, value: unknown) =>
    typeof value === 'string' ? value.split(MARK).map(neutraliseLines).join(MARK) : value,
  );
  return json.replaceAll(/[<>&]/gu, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
