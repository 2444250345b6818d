import { describe, expect, it } from 'vitest';
import { scan } from '../../../src/index.ts';
import { known } from '../../../src/model/known.ts';
import { buildInventory, type SubjectChanges } from '../../support/subject.ts';
import { allow } from '../iam/role-fixtures.ts';
import { KEY_CASES } from './session-key-cases.ts';
import { LOG_CASES } from './session-log-cases.ts';
import {
  bucket,
  bucketAnswers,
  key,
  KEY,
  keyAnswers,
  logGroup,
  logGroupAnswer,
  situation,
} from './session-targets.ts';

const RULE = 'session-preferences-satisfiable';

/** The public instance, Online and connected: whatever refuses the session now is in the preferences. */
const judge = (changes: SubjectChanges = {}) => {
  const report = scan(buildInventory(changes), { generatedAt: '2026-11-20T12:01:00.000Z' });
  const [instance] = report.instances;
  if (instance === undefined) throw new Error('no instance');
  return { ...instance, causes: report.causes };
};

describe('an instance that is Online and connected', () => {
  it.each([...KEY_CASES.pass, ...LOG_CASES.pass])('is ready: $name', ({ given }) => {
    const { verdict, questions } = judge(given);
    expect({ verdict, questions }).toEqual({ verdict: 'ready', questions: [] });
  });

  it.each([...KEY_CASES.fail, ...LOG_CASES.fail])('is blocked: $name', ({ given, at }) => {
    const { verdict, because, causes, findings, instanceId } = judge(given);
    expect(verdict).toBe('blocked');
    expect(because).toEqual([RULE]);
    const finding = findings.find(({ ruleId }) => ruleId === RULE);
    expect(finding?.problems.map((problem) => problem.at)).toEqual(at);
    for (const { cause } of finding?.problems ?? []) {
      const found = causes.find((one) => one.key === cause);
      expect(found, `${cause} is a cause of the report`).toBeDefined();
      expect(found?.fix.summary).not.toBe('');
      expect(found?.instances.join()).toContain(instanceId);
    }
  });

  it.each([...KEY_CASES.unknown, ...LOG_CASES.unknown])('is unknown: $name', ({ given }) => {
    const { verdict, because, questions } = judge(given);
    expect(verdict).toBe('unknown');
    expect(because).toContain(RULE);
    expect(questions.length).toBeGreaterThan(0);
    for (const question of questions) expect(question).toMatch(/[a-z]{3}/);
  });
});

const everything = { ...key, ...logGroup, ...bucket };
const mayAll = {
  inline: [allow(['kms:Decrypt', 'logs:DescribeLogGroups', 's3:GetEncryptionConfiguration'])],
};
const ALL_READ = { ...keyAnswers(), ...logGroupAnswer(KEY), ...bucketAnswers('AES256') };

it.each([
  [
    'a key and a log group',
    situation(everything, mayAll, {
      ...ALL_READ,
      ...keyAnswers({ key: { KeyState: 'Disabled' } }),
      LogGroups: { '/ssm/sessions': known(undefined) },
    }),
    ['kms-key', 'log-group'],
  ],
  ['the role, in two rights', situation(everything, {}, ALL_READ), ['iam-role']],
])('several refusals have a cause for each resource to change: %s', (_, changes, types) => {
  const { verdict, causes } = judge(changes);
  const own = causes.filter(({ ruleIds }) => ruleIds.includes(RULE));
  expect(verdict).toBe('blocked');
  expect(own.map(({ resource }) => resource.type).toSorted()).toEqual(types);
});
