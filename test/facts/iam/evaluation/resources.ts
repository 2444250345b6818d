import type { Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, deny, document, INSTANCE, UPDATE } from './case.ts';
import type { EvaluationCase } from './case.ts';

type Row = readonly [says: string, resource: string, pattern: string | readonly string[], word: Word];

const OBJECT = 'arn:aws:s3:::amzn-s3-demo-bucket/logs/2024/a.gz';
const GROUP = 'arn:aws:logs:eu-west-1:111122223333:log-group:/ssm/sessions:log-stream:i-0abc';
const RESOURCE: readonly Row[] = [
  ['a star means every resource', INSTANCE, '*', 'allow'],
  ['two stars mean every resource too', INSTANCE, '**', 'allow'],
  ['the ARN itself', INSTANCE, INSTANCE, 'allow'],
  ['another ARN', INSTANCE, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abd', 'implicit-deny'],
  [
    'an ARN that only begins the same',
    INSTANCE,
    'arn:aws:ec2:eu-west-1:111122223333:instance/i-0ab',
    'implicit-deny',
  ],
  ['any of a list', INSTANCE, ['arn:aws:s3:::amzn-s3-demo-bucket', INSTANCE], 'allow'],
  ['none of a list', INSTANCE, ['arn:aws:s3:::amzn-s3-demo-bucket', 'arn:aws:s3:::b/*'], 'implicit-deny'],
  [
    'ARNs tell case apart in the resource',
    INSTANCE,
    'arn:aws:ec2:eu-west-1:111122223333:Instance/i-0abc',
    'implicit-deny',
  ],
  [
    'ARNs tell case apart in the service',
    INSTANCE,
    'arn:aws:EC2:eu-west-1:111122223333:instance/i-0abc',
    'implicit-deny',
  ],
  ['a star for the resource id', INSTANCE, 'arn:aws:ec2:eu-west-1:111122223333:instance/*', 'allow'],
  ['a star for Region and account', INSTANCE, 'arn:aws:ec2:*:*:instance/*', 'allow'],
  ['a star for the partition', INSTANCE, 'arn:*:ec2:eu-west-1:111122223333:instance/*', 'allow'],
  ['another Region', INSTANCE, 'arn:aws:ec2:us-east-1:*:instance/*', 'implicit-deny'],
  ['another account', INSTANCE, 'arn:aws:ec2:*:444455556666:instance/*', 'implicit-deny'],
  ['another partition', INSTANCE, 'arn:aws-cn:ec2:*:*:instance/*', 'implicit-deny'],
  ['another resource type', INSTANCE, 'arn:aws:ec2:*:*:volume/*', 'implicit-deny'],
  ['part of a segment', INSTANCE, 'arn:aws:ec2:eu-*-1:1111*:instance/i-*', 'allow'],
  ['a question mark in the resource', INSTANCE, 'arn:aws:ec2:*:*:instance/i-0ab?', 'allow'],
  ['a question mark is not nothing', INSTANCE, 'arn:aws:ec2:*:*:instance/i-0abc?', 'implicit-deny'],
  ['question marks for an account', INSTANCE, 'arn:aws:ec2:*:????????????:instance/*', 'allow'],
  [
    'a question mark does not stand for a colon between segments',
    INSTANCE,
    'arn:aws:ec2:eu-west-1?111122223333:instance/i-0abc',
    'implicit-deny',
  ],
  ['a star inside a segment stays in it', INSTANCE, 'arn:aws:ec2:eu-*3:instance/i-0abc', 'implicit-deny'],
  [
    'a star that ends its segment may run on over the next',
    INSTANCE,
    'arn:aws:ec2:*:instance/i-0abc',
    'allow',
  ],
  ['a star that ends the whole pattern covers the rest', INSTANCE, 'arn:aws:ec2:*', 'allow'],
  ['a running star still needs what follows it', INSTANCE, 'arn:aws:ec2:*:volume/*', 'implicit-deny'],
  ['a running star then one inside a segment', INSTANCE, 'arn:aws:ec2:*:11*33:instance/*', 'allow'],
  [
    'a service segment with a wildcard is not a form AWS allows',
    INSTANCE,
    'arn:aws:e*2:eu-west-1:111122223333:instance/i-0abc',
    'conditional',
  ],
  ['a wildcard service that could not match anyway', INSTANCE, 'arn:aws:s*:*:*:instance/*', 'implicit-deny'],
  ['something else than an ARN is not a form AWS allows', INSTANCE, '*instance/i-0abc', 'conditional'],
  ['something else than an ARN that could not match anyway', INSTANCE, '*volume*', 'implicit-deny'],
  ['the objects of a bucket', OBJECT, 'arn:aws:s3:::amzn-s3-demo-bucket/*', 'allow'],
  ['the bucket is not its objects', OBJECT, 'arn:aws:s3:::amzn-s3-demo-bucket', 'implicit-deny'],
  [
    'the objects are not the bucket',
    'arn:aws:s3:::amzn-s3-demo-bucket',
    'arn:aws:s3:::amzn-s3-demo-bucket/*',
    'implicit-deny',
  ],
  ['a star takes slashes', OBJECT, 'arn:aws:s3:::amzn-s3-demo-bucket/*/a.gz', 'allow'],
  ['a bucket whose name begins so', OBJECT, 'arn:aws:s3:::amzn-*/*', 'allow'],
  [
    'one level of a path is not told from two',
    'arn:aws:s3:::amzn-s3-demo-bucket/1/2/test/3/object.jpg',
    'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*',
    'allow',
  ],
  [
    'nothing between two slashes',
    'arn:aws:s3:::amzn-s3-demo-bucket//test/object.jpg',
    'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*',
    'allow',
  ],
  [
    'the slash before the word is needed',
    'arn:aws:s3:::amzn-s3-demo-bucket/1-test/object.jpg',
    'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*',
    'implicit-deny',
  ],
  [
    'the first slash is needed',
    'arn:aws:s3:::amzn-s3-demo-bucket/test/object.jpg',
    'arn:aws:s3:::amzn-s3-demo-bucket/*/test/*',
    'implicit-deny',
  ],
  ['a star in the resource part takes colons', GROUP, 'arn:aws:logs:*:*:log-group:/ssm/*', 'allow'],
  [
    'a star between colons of the resource part',
    GROUP,
    'arn:aws:logs:*:*:log-group:*:log-stream:i-0abc',
    'allow',
  ],
  ['the log group without its streams', GROUP, 'arn:aws:logs:*:*:log-group:/ssm/sessions', 'implicit-deny'],
  ['the log group with a star for its streams', GROUP, 'arn:aws:logs:*:*:log-group:/ssm/sessions:*', 'allow'],
  ['another log group', GROUP, 'arn:aws:logs:*:*:log-group:/aws/*', 'implicit-deny'],
  [
    'a question mark in the resource part takes a colon',
    GROUP,
    'arn:aws:logs:*:*:log-group?/ssm/sessions:*',
    'allow',
  ],
  ['empty segments match empty segments', OBJECT, 'arn:aws:s3:*:*:amzn-s3-demo-bucket/*', 'allow'],
];

const ANY: readonly Row[] = [
  ['an action without resource types needs a star', '*', '*', 'allow'],
  ['two stars do as well', '*', '**', 'allow'],
  ['an ARN pattern is not enough', '*', 'arn:aws:ec2:*:*:instance/*', 'implicit-deny'],
  ['not even the widest', '*', 'arn:aws:*:*:*:*', 'implicit-deny'],
  ['a question mark is not every resource', '*', '?', 'implicit-deny'],
  ['a star among ARNs is enough', '*', ['arn:aws:s3:::b', '*'], 'allow'],
];

const MESSAGES: readonly (readonly [string, string, string, string, Word])[] = [
  ['a star grants the channel', 'ssmmessages:OpenDataChannel', '*', '*', 'allow'],
  ['a resource does not', 'ssmmessages:OpenDataChannel', '*', 'arn:aws:ssm:*:*:session/*', 'implicit-deny'],
  [
    'whatever resource is asked for',
    'ssmmessages:CreateControlChannel',
    INSTANCE,
    'arn:aws:ec2:*:*:instance/*',
    'implicit-deny',
  ],
  ['a star grants it for an instance as well', 'ssmmessages:CreateControlChannel', INSTANCE, '*', 'allow'],
  ['the service of old agents is the same', 'ec2messages:GetMessages', INSTANCE, INSTANCE, 'implicit-deny'],
  ['the service of old agents takes a star', 'ec2messages:GetMessages', '*', '*', 'allow'],
  ['the prefix folds case here too', 'SSMMessages:OpenControlChannel', INSTANCE, INSTANCE, 'implicit-deny'],
];

type NotRow = readonly [
  says: string,
  effect: 'Allow' | 'Deny',
  resource: string,
  pattern: string | string[],
  word: Word,
];

/** Deny rows stand beside an Allow of everything. */
const NOT_RESOURCE: readonly NotRow[] = [
  ['everything but the listed', 'Allow', INSTANCE, 'arn:aws:s3:::b', 'allow'],
  ['the listed is left out', 'Allow', INSTANCE, INSTANCE, 'implicit-deny'],
  [
    'left out by pattern',
    'Allow',
    INSTANCE,
    ['arn:aws:s3:::b', 'arn:aws:ec2:*:*:instance/*'],
    'implicit-deny',
  ],
  ['a star leaves nothing', 'Allow', INSTANCE, '*', 'implicit-deny'],
  ['Deny outside of the listed', 'Deny', INSTANCE, 'arn:aws:s3:::b', 'explicit-deny'],
  ['Deny spares the listed', 'Deny', INSTANCE, INSTANCE, 'allow'],
  [
    'an action without resource types is not among any ARNs',
    'Deny',
    '*',
    'arn:aws:ec2:*:*:instance/*',
    'explicit-deny',
  ],
  ['nor does a star leave it', 'Deny', '*', '*', 'allow'],
  ['an open form is open when negated too', 'Deny', INSTANCE, '*instance/*', 'conditional'],
];

export const RESOURCE_CASES: readonly EvaluationCase[] = [
  ...[...RESOURCE, ...ANY].map(([says, resource, pattern, word]): EvaluationCase => ({
    says,
    page: 'resource',
    request: { action: UPDATE, resource },
    policies: { identity: [document(allow({ Action: ['ssm:*', 's3:*'], Resource: pattern }))] },
    word,
  })),
  ...MESSAGES.map(([says, action, resource, pattern, word]): EvaluationCase => ({
    says,
    page: 'ssmmessages',
    request: { action, resource },
    policies: { identity: [document(allow({ Action: '*', Resource: pattern }))] },
    word,
  })),
  ...NOT_RESOURCE.map(([says, effect, resource, pattern, word]): EvaluationCase => {
    const statement = { Effect: effect, Action: UPDATE, NotResource: pattern };
    return {
      says,
      page: 'notResource',
      request: { action: UPDATE, resource },
      policies: { identity: [effect === 'Allow' ? document(statement) : document(allow(), statement)] },
      word,
    };
  }),
  {
    says: 'a Deny of one instance leaves the others',
    page: 'resource',
    request: { action: UPDATE, resource: INSTANCE },
    policies: { identity: [document(allow(), deny({ Resource: 'arn:aws:ec2:*:*:instance/i-0fff' }))] },
    word: 'allow',
  },
];
