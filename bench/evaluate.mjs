/** Judging a snapshot beside parsing its text, once, in a fresh process as the command is one. Argument: the file. */
import { readFileSync } from 'node:fs';
import { scan } from '../dist/index.js';
import { parseSnapshot } from '../dist/sources/snapshot.js';
import { time } from './measure.mjs';

const text = readFileSync(process.argv[2], 'utf8');

const parse = time(() => JSON.parse(text)).milliseconds;
const inventory = parseSnapshot('a snapshot', text);
const { result, milliseconds: judge } = time(() => scan(inventory));
const findings = Object.values(result.summary.findings).reduce((sum, count) => sum + count);
process.send({ parse, judge, findings });
