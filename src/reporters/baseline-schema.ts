import type {
  Baseline,
  BaselineCause,
  BaselineFinding,
  BaselineInstance,
  BaselineScope,
} from '../model/baseline.ts';
import { SEVERITIES } from '../model/finding.ts';
import { VERDICTS } from '../model/verdict.ts';
import {
  bagOf,
  closed,
  described,
  id,
  listOf,
  oneWordOf,
  only,
  text,
  time,
  wordOf,
  type Schema,
} from './schema-parts.ts';

const names = { instanceId: id, arn: id, accountId: text, region: text };
const verdict = oneWordOf(VERDICTS);

const instance = closed<BaselineInstance>(
  { ...names, verdict, reason: text },
  { name: text, predicted: { oneOf: [verdict, only(true)] } },
);

const finding = closed<BaselineFinding>(
  {
    ...names,
    fingerprint: described('Identity of the finding, equal in every run.', {
      type: 'string',
      pattern: '^[0-9a-f]{16,}$',
    }),
    ruleId: id,
    severity: oneWordOf(SEVERITIES),
    status: wordOf<BaselineFinding['status']>({ fail: true, undecided: true, fixed: true }),
    message: described('What was wrong when it last failed; empty for what never did.', text),
    causes: described('Keys of its causes when it last failed.', listOf(id)),
  },
  {
    name: text,
    since: described('Since when it was seen to fail.', time),
    fixedAt: described('When it was first seen to fail no longer.', time),
    isExcepted: only(true),
    isSettled: described('The observation makes the missing answer irrelevant.', only(true)),
  },
);

/** JSON Schema (draft 2020-12) of the baseline file, version 1. */
export const baselineSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/ssm-preflight/ssm-preflight/blob/main/baseline.schema.json',
  title: 'ssm-preflight baseline',
  description: 'What a later scan has to know of an earlier one, as `ssm-preflight baseline` writes it.',
  ...closed<Baseline>(
    {
      baselineVersion: only(1),
      tool: closed<Baseline['tool']>({ name: id, version: id }, {}),
      generatedAt: time,
      scopes: listOf(
        closed<BaselineScope>(
          {
            accountId: text,
            region: text,
            isRead: described('Whether its instances were read.', { type: 'boolean' }),
          },
          { areLaunchesRead: described('What would be launched next was listed too.', only(true)) },
        ),
      ),
      rules: described('Ids of the rules that were asked.', listOf(id)),
      instances: listOf(instance),
      findings: described(
        'What failed, could not be judged, or is known to have failed before.',
        listOf(finding),
      ),
      causes: described(
        'The changes to make.',
        listOf(closed<BaselineCause>({ key: id, resource: id, summary: text }, {})),
      ),
    },
    { filters: described('What the scan was limited to.', bagOf(listOf(text))) },
  ),
};
