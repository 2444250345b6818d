import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGroupRights } from '../../../src/facts/agent/preferences-demands.ts';
import { explainDenials, isDenied } from '../../../src/facts/iam/denials.ts';
import { evaluate } from '../../../src/facts/iam/evaluate.ts';
import { decideRight, type RightRequest } from '../../../src/facts/iam/role-rights.ts';
import type { PolicyDocument, Problem } from '../../../src/model/finding.ts';
import { ACCOUNT, buildSubject } from '../../support/subject.ts';
import {
  account,
  allow,
  aws,
  CONTROL,
  DATA,
  FIVE,
  policy,
  role,
  type RoleForm,
  UPDATE,
} from './role-fixtures.ts';

const LIMIT = `arn:aws:iam::${ACCOUNT}:policy/limit`;
const subject = buildSubject();
const REQUESTS: readonly RightRequest[] = [
  ...FIVE.map((action) => ({ action, resource: action === UPDATE ? subject.arn : '*' })),
  ...logGroupRights(subject, '/sessions'),
  { action: 's3:PutObject', resource: 'arn:aws:s3:::logs/web/session-id.log' },
  { action: 's3:GetEncryptionConfiguration', resource: 'arn:aws:s3:::logs' },
];

/** The problems of a role with these documents, and the rights that it lacks. */
function explain(form: RoleForm, policies: Record<string, object> = {}, asked = REQUESTS) {
  const itsRole = role(form);
  const own = buildSubject({ iam: account([itsRole], policies) });
  const principal = { role: itsRole, via: 'instance-profile' } as const;
  const denied = asked.map((request) => decideRight(own, principal, request)).filter(isDenied);
  const context = { subject: own, role: itsRole, policyName: 'sessions', consequence: () => 'it fails' };
  return { denied, problems: explainDenials(context, denied) };
}

/** The policies of the fixes, apart for the role and for its boundary. */
function fixesOf(problems: readonly Problem[]): Record<'role' | 'boundary', PolicyDocument | undefined> {
  const find = (type: string) => {
    const policies = problems.flatMap(({ cause }) =>
      cause.resource.type === type && cause.fix.policy !== undefined ? [cause.fix.policy] : [],
    );
    expect(new Set(policies).size, 'one change for one resource').toBeLessThanOrEqual(1);
    return policies[0];
  };
  return { role: find('iam-role'), boundary: find('iam-policy') };
}

const listed = (document: PolicyDocument | undefined) =>
  document?.Statement.flatMap(({ Action, Resource }) => Action.map((action) => `${action} ${Resource}`)) ??
  [];

/** The document without one of its actions. */
const without = (document: PolicyDocument, dropped: string): PolicyDocument => ({
  ...document,
  Statement: document.Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((action) => `${action} ${statement.Resource}` !== dropped),
  })).filter(({ Action }) => Action.length > 0),
});

const statements = fc.uniqueArray(
  fc.constantFrom(
    allow(UPDATE),
    allow(UPDATE, subject.arn),
    allow(UPDATE, 'arn:aws:ec2:us-east-1:111122223333:instance/*'),
    allow([...CONTROL]),
    allow([...DATA]),
    allow('ssmmessages:Open*'),
    allow('logs:*', 'arn:aws:logs:*:*:log-group:/sessions:*'),
    allow('logs:DescribeLogStreams'),
    allow('logs:*', 'arn:aws:logs:*:*:log-group:/other:*'),
    allow('s3:Put*', 'arn:aws:s3:::logs/*'),
    allow('s3:*', 'arn:aws:s3:::logs'),
  ),
  { maxLength: 6 },
);
/** A policy needs a statement, so one stands there that grants nothing that is asked. */
const document = statements.map((list) => [allow('ec2:DescribeTags'), ...list]);

describe('the policy of a fix', () => {
  it('grants what is missing, each action of it is needed, and nothing else is in it', () => {
    fc.assert(
      fc.property(document, fc.option(document, { nil: undefined }), (identity, limit) => {
        const policies = limit === undefined ? {} : { [LIMIT]: policy(...limit) };
        const form = { inline: identity, ...(limit !== undefined && { boundary: LIMIT }) };
        const { denied, problems } = explain(form, policies);
        const fixes = fixesOf(problems);

        const set = (added: typeof fixes) => ({
          identity: [policy(...identity), ...(added.role === undefined ? [] : [added.role])],
          ...(limit !== undefined && {
            boundary: policy(...limit, ...(added.boundary?.Statement ?? [])),
          }),
        });
        const words = (added: typeof fixes) => denied.map((request) => evaluate(request, set(added)));
        expect(words(fixes)).toEqual(denied.map(() => 'allow'));

        for (const layer of ['role', 'boundary'] as const) {
          const fix = fixes[layer];
          const resources = fix?.Statement.map(({ Resource }) => Resource) ?? [];
          expect(new Set(resources).size).toBe(resources.length);
          for (const entry of listed(fix)) {
            if (fix === undefined) continue;
            const rest = without(fix, entry);
            const less = { ...fixes, [layer]: rest.Statement.length > 0 ? rest : undefined };
            expect(words(less), `${layer} without ${entry}`).toContain('implicit-deny');
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it.each<[string, RoleForm, Record<string, object>, string[], string[]]>([
    ['nothing missing', { inline: [allow('*')] }, {}, [], []],
    [
      'one action of the channels',
      { inline: [allow([UPDATE, ...CONTROL, 'ssmmessages:CreateDataChannel'])] },
      {},
      ['ssmmessages:OpenDataChannel *'],
      [],
    ],
    [
      'the boundary alone',
      { inline: [allow('*')], boundary: LIMIT },
      { [LIMIT]: policy(allow('ssm:*')) },
      [],
      [...CONTROL, ...DATA].map((action) => `${action} *`),
    ],
    [
      'the policies and the boundary',
      { inline: [allow([UPDATE, ...CONTROL])], boundary: LIMIT },
      { [LIMIT]: policy(allow('ssm:*')) },
      DATA.map((action) => `${action} *`),
      [...CONTROL, ...DATA].map((action) => `${action} *`),
    ],
  ])('%s', (_, form, policies, ofRole, ofBoundary) => {
    const { problems } = explain(form, policies, REQUESTS.slice(0, 5));
    const fixes = fixesOf(problems);
    expect([listed(fixes.role), listed(fixes.boundary)]).toEqual([ofRole, ofBoundary]);
    expect(new Set(problems.map(({ at }) => at)).size, 'problems are told apart').toBe(problems.length);
  });

  it('takes no name of a bucket for the name of a log', () => {
    const resource = 'arn:aws:s3:::our-session-id.log';
    const asked = [{ action: 's3:GetEncryptionConfiguration', resource }];
    expect(listed(fixesOf(explain({}, {}, asked).problems).role)).toEqual([
      `${asked[0]?.action} ${resource}`,
    ]);
  });

  it('keeps one statement for one resource, in the order of the actions', () => {
    const { problems } = explain({ inline: [allow('ec2:DescribeTags')] });
    expect(fixesOf(problems).role).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: [...FIVE, 'logs:DescribeLogGroups'], Resource: '*' },
        {
          Effect: 'Allow',
          Action: ['logs:DescribeLogStreams', 'logs:CreateLogStream', 'logs:PutLogEvents'],
          Resource: `arn:aws:logs:eu-west-1:${ACCOUNT}:log-group:/sessions:*`,
        },
        { Effect: 'Allow', Action: ['s3:PutObject'], Resource: 'arn:aws:s3:::logs/web/*' },
        { Effect: 'Allow', Action: ['s3:GetEncryptionConfiguration'], Resource: 'arn:aws:s3:::logs' },
      ],
    });
  });

  it('is the document of the command and of the Terraform text', () => {
    const { problems } = explain({ inline: [allow('ssm:*')] }, {}, REQUESTS.slice(0, 5));
    const fix = problems[0]?.cause.fix;
    expect(fix?.cli).toContain(JSON.stringify(fix?.policy));
    const inTerraform = /jsonencode\(([^]*)\)\n/.exec(fix?.terraform ?? '')?.[1] ?? '';
    expect(JSON.parse(inTerraform)).toEqual(fix?.policy);
  });

  it('takes a wildcard in a prefix for the character that it is', () => {
    const [resource, other] = ['a*?${b}', 'ab'].map((prefix) => `arn:aws:s3:::logs/${prefix}/session-id.log`);
    const asked = [{ action: 's3:PutObject', resource: resource ?? '' }];
    const granted = fixesOf(explain({}, {}, asked).problems).role;
    const words = [resource, other].map((one) =>
      evaluate({ action: 's3:PutObject', resource: one ?? '' }, { identity: [granted] }),
    );
    expect(words).toEqual(['allow', 'implicit-deny']);
  });

  it('leaves nothing for Terraform to fill in', () => {
    const asked = [{ action: 's3:PutObject', resource: 'arn:aws:s3:::logs/${path.root}/session-id.log' }];
    const limited = explain({ boundary: LIMIT }, { [LIMIT]: policy(allow('ssm:*')) }, asked);
    const texts = limited.problems.map(({ cause }) => cause.fix.terraform);
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toContain('arn:aws:s3:::logs/$${$}{path.root}/*');
  });

  it('adds to the boundary as it stands', () => {
    const limit = policy({ Sid: 'Limit', ...allow('ssm:*') });
    const { problems } = explain(
      { inline: [allow('*')], boundary: LIMIT },
      { [LIMIT]: limit },
      REQUESTS.slice(0, 5),
    );
    const fix = problems[0]?.cause.fix;
    const added = fix?.policy?.Statement ?? [];
    const whole = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Sid: 'Limit', ...allow('ssm:*') }, ...added],
    });
    expect(fix?.cli).toBe(
      `aws iam create-policy-version --policy-arn ${LIMIT} --set-as-default --policy-document '${whole}'`,
    );
  });

  it('does not tell people to change a policy of AWS that limits the role', () => {
    const boundary = aws('AmazonSSMManagedInstanceCore');
    const { problems } = explain({ inline: [allow('*')], boundary });
    expect(new Set(problems.map(({ cause }) => cause.resource.type))).toEqual(new Set(['iam-role']));
    expect(problems[0]?.cause.fix.summary).toMatch(
      /^Give the role app a permissions boundary that allows logs:.*AWS's own\.$/,
    );
    expect(problems[0]?.cause.fix.cli).not.toMatch(/create-policy-version/);
  });
});
