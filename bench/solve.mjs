/**
 * Solving the network paths of a snapshot, or parsing its text: once, in a fresh process that does nothing else, as
 * the garbage of the one would slow the other. Arguments: the file, `parse` or `solve`.
 */
import { readFileSync } from 'node:fs';
import { findSender } from '../dist/facts/network/situation.js';
import { listPaths } from '../dist/facts/paths.js';
import { listSubjects } from '../dist/model/subjects.js';
import { parseSnapshot } from '../dist/sources/snapshot.js';
import { time } from './measure.mjs';

const [file, task] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
if (task === 'parse') {
  process.send({ milliseconds: time(() => JSON.parse(text)).milliseconds });
} else {
  const subjects = listSubjects(parseSnapshot(file, text));
  let paths = 0;
  // As a scan does, which keeps what instances share and no list of its own.
  const { milliseconds } = time(() => {
    for (const subject of subjects) {
      paths += listPaths(subject).length;
    }
  });
  const senders = subjects.map((subject) => findSender(subject)).filter(({ known }) => known);
  const situations = new Set(senders.map(({ value }) => value.situation)).size;
  process.send({ milliseconds, paths, situations });
}
