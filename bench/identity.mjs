/**
 * Whose credentials each agent of a snapshot uses and what they may do, or parsing its text: once, in a fresh process
 * that does nothing else. Arguments: the file, `parse`, `session` (the five rights of a session alone), `decide` or `count`.
 */
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { listLoggingDemands, listSessionDemands } from '../dist/facts/agent/preferences-demands.js';
import { decideKeyRight } from '../dist/facts/iam/key-right.js';
import { agentRights } from '../dist/facts/iam/rights.js';
import { decideRights } from '../dist/facts/iam/role-rights.js';
import { readPreferences } from '../dist/model/session-preferences.js';
import { listSubjects } from '../dist/model/subjects.js';
import { parseSnapshot } from '../dist/sources/snapshot.js';
import { time } from './measure.mjs';

const [file, task] = process.argv.slice(2);
const text = readFileSync(file, 'utf8');
if (task === 'parse') {
  process.send({ milliseconds: time(() => JSON.parse(text)).milliseconds });
} else {
  const subjects = listSubjects(parseSnapshot(file, text));
  const decideAll = () => {
    let rights = 0;
    for (const subject of subjects) rights += decideRightsOf(subject);
    return rights;
  };
  const decideSessions = () => {
    let rights = 0;
    for (const subject of subjects) {
      const agent = agentRights(subject);
      if (agent.known) rights += agent.value.rights.length;
    }
    return rights;
  };
  if (task === 'decide' || task === 'session') {
    const { milliseconds, result: rights } = time(task === 'decide' ? decideAll : decideSessions);
    process.send({ milliseconds, rights });
  } else {
    process.send({ evaluations: await countCalls('/facts/iam/evaluate.js', 'decide', decideAll) });
  }
}

/** The five session rights, and those that the session preferences ask for. */
function decideRightsOf(subject) {
  const agent = agentRights(subject);
  if (!agent.known || agent.value.principal === undefined) return 0;
  const { principal, rights } = agent.value;
  const preferences = readPreferences(subject);
  if (!preferences.known) return rights.length;
  const logging = decideRights(subject, principal, listLoggingDemands(subject, preferences.value).rights);
  const { kmsKeyId } = listSessionDemands(preferences.value);
  if (kmsKeyId === undefined) return rights.length + logging.length;
  decideKeyRight(subject, principal, kmsKeyId);
  return rights.length + logging.length + 1;
}

/** How often a function is called meanwhile, by V8's own account. */
async function countCalls(module, name, work) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  const { functions } = result.find(({ url }) => url.endsWith(module));
  return functions.find(({ functionName }) => functionName === name).ranges[0].count;
}
