/**
 * What a person who may tag an instance can put into a report: colour and title escapes, a C1 sequence, a bell, line
 * breaks, bidi overrides and isolates, an invisible tag character, markup, a link, placeholders, quotes.
 */
export const HOSTILE =
  "web\u001b[31m\u001b]0;owned\u0007\u009b2J\r\nnext\u202eexe.\u2066x\u2069\u200f\u2028\u{e0041}<img src=x onerror=alert(1)>[fixed](https://example.com) {0} {{1}} 'All is well. Nothing to see.'";

/** Matches what no output may hold as it is: controls but the line feed, separators, bidi marks, invisible tags. */
export const RAW_HOSTILE = /(?!\n)\p{Cc}|[\u2028\u2029]|(?![\u200c\u200d])\p{Cf}/u;
