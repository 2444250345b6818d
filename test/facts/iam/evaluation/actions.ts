import type { Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, deny, document, INSTANCE, PAGES, UPDATE } from './case.ts';
import type { EvaluationCase, StatementFields } from './case.ts';

type Row = readonly [says: string, action: string, statement: StatementFields, word: Word];

const CHANNEL = 'ssmmessages:OpenDataChannel';

const BY_PAGE: Readonly<Partial<Record<keyof typeof PAGES, readonly Row[]>>> = {
  action: [
    ['an action is named by service prefix and name', UPDATE, { Action: UPDATE }, 'allow'],
    [
      'another action of the same service is not meant',
      'ssm:GetParameter',
      { Action: UPDATE },
      'implicit-deny',
    ],
    [
      'another service with an action of that name is not meant',
      'ec2:UpdateInstanceInformation',
      { Action: UPDATE },
      'implicit-deny',
    ],
    ['a list of actions means each of them', UPDATE, { Action: ['ssm:GetParameter', UPDATE] }, 'allow'],
    ['the prefix does not tell case apart', UPDATE, { Action: 'SSM:UpdateInstanceInformation' }, 'allow'],
    ['the name does not tell case apart', UPDATE, { Action: 'ssm:updateinstanceinformation' }, 'allow'],
    [
      'the case of the request does not matter either',
      'SSM:UPDATEINSTANCEINFORMATION',
      { Action: UPDATE },
      'allow',
    ],
    ['wildcard patterns fold case too', UPDATE, { Action: 'ssm:UPDATE*' }, 'allow'],
    ['a star means every action', UPDATE, { Action: '*' }, 'allow'],
    ['a star for the name means every action of the service', UPDATE, { Action: 'ssm:*' }, 'allow'],
    ['the star of one service leaves another alone', CHANNEL, { Action: 'ssm:*' }, 'implicit-deny'],
    ['a star at the end completes the name', UPDATE, { Action: 'ssm:Update*' }, 'allow'],
    ['a star at the end matches nothing as well', UPDATE, { Action: `${UPDATE}*` }, 'allow'],
    ['a star at the start of the name', UPDATE, { Action: 'ssm:*InstanceInformation' }, 'allow'],
    ['a star in the middle of the name', UPDATE, { Action: 'ssm:Update*Information' }, 'allow'],
    ['several stars in one name', UPDATE, { Action: 'ssm:*Instance*' }, 'allow'],
    ['a pattern that the name lacks', UPDATE, { Action: 'ssm:*Parameter*' }, 'implicit-deny'],
    ['a pattern whose end the name lacks', UPDATE, { Action: 'ssm:Update*Status' }, 'implicit-deny'],
    [
      'a question mark is exactly one character',
      UPDATE,
      { Action: 'ssm:?pdateInstanceInformation' },
      'allow',
    ],
    ['a question mark is not no character', UPDATE, { Action: `${UPDATE}?` }, 'implicit-deny'],
    [
      'a question mark is not two characters',
      UPDATE,
      { Action: 'ssm:?dateInstanceInformation' },
      'implicit-deny',
    ],
    ['question mark and star together', UPDATE, { Action: 'ssm:Update????????Info*' }, 'allow'],
    ['stars for prefix and name', UPDATE, { Action: '*:*' }, 'allow'],
    ['a star backtracks over a false start', 'ssm:aaab', { Action: 'ssm:*ab' }, 'allow'],
    ['brackets are no wildcards', UPDATE, { Action: 'ssm:[U]pdateInstanceInformation' }, 'implicit-deny'],
    ['a dot is no wildcard', UPDATE, { Action: 'ssm:Update.nstanceInformation' }, 'implicit-deny'],
    ['the prefix alone is no action', UPDATE, { Action: 'ssm' }, 'implicit-deny'],
  ],
  notAction: [
    ['NotAction means everything but the list', UPDATE, { Action: undefined, NotAction: 'iam:*' }, 'allow'],
    ['what NotAction lists is left out', UPDATE, { Action: undefined, NotAction: 'ssm:*' }, 'implicit-deny'],
    [
      'NotAction of a list leaves out each of them',
      UPDATE,
      { Action: undefined, NotAction: ['iam:*', UPDATE] },
      'implicit-deny',
    ],
    ['NotAction folds case', UPDATE, { Action: undefined, NotAction: 'SSM:update*' }, 'implicit-deny'],
    ['NotAction of a star leaves nothing', UPDATE, { Action: undefined, NotAction: '*' }, 'implicit-deny'],
    ['NotAction reaches other services', CHANNEL, { Action: undefined, NotAction: 'ssm:*' }, 'allow'],
  ],
};

/** Deny statements beside an Allow of everything. */
const DENIED: readonly Row[] = [
  ['a Deny beats an Allow', UPDATE, deny(), 'explicit-deny'],
  ['a Deny of another action does not', UPDATE, deny({ Action: 'ssm:GetParameter' }), 'allow'],
  ['a Deny by star', UPDATE, deny({ Action: '*' }), 'explicit-deny'],
  ['a Deny by pattern', UPDATE, deny({ Action: 'ssm:*Information' }), 'explicit-deny'],
  [
    'Deny with NotAction refuses what is not listed',
    UPDATE,
    deny({ Action: undefined, NotAction: 's3:*' }),
    'explicit-deny',
  ],
  [
    'Deny with NotAction spares what is listed',
    UPDATE,
    deny({ Action: undefined, NotAction: ['s3:*', 'ssm:*'] }),
    'allow',
  ],
];

function toCase(page: keyof typeof PAGES, [says, action, statement, word]: Row): EvaluationCase {
  const resource = action === CHANNEL ? '*' : INSTANCE;
  return {
    says,
    page,
    request: { action, resource },
    policies: { identity: [document(allow(statement))] },
    word,
  };
}

export const ACTION_CASES: readonly EvaluationCase[] = [
  ...(BY_PAGE.action ?? []).map((row) => toCase('action', row)),
  ...(BY_PAGE.notAction ?? []).map((row) => toCase('notAction', row)),
  ...DENIED.map(([says, action, statement, word]): EvaluationCase => ({
    says,
    page: 'logic',
    request: { action, resource: INSTANCE },
    policies: { identity: [document(allow({ Action: '*' }), statement)] },
    word,
  })),
];
