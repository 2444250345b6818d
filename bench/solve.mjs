/** Solving the network paths of a snapshot beside parsing its text, once, in a fresh process. Argument: the file. */
import { readFileSync } from 'node:fs';
import { listPaths } from '../dist/facts/paths.js';
import { listSubjects } from '../dist/model/subjects.js';
import { parseSnapshot } from '../dist/sources/snapshot.js';
import { time } from './measure.mjs';

const text = readFileSync(process.argv[2], 'utf8');
const { milliseconds: parse } = time(() => JSON.parse(text));
const subjects = listSubjects(parseSnapshot('a snapshot', text));
const { result, milliseconds: solve } = time(() => subjects.map(listPaths));
process.send({ parse, solve, paths: result.flat().length, distinct: new Set(result.flat()).size });
