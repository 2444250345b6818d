import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem, Stage } from '../../model/finding.ts';
import { read } from '../../model/known.ts';
import { evaluate } from '../iam/evaluate.ts';
import { endpointPolicyProblem } from './endpoint-problems.ts';
import { missingGap } from './lookup.ts';
import type { Service } from '../../model/path.ts';
import { ask, combineAll, failed, type HopResult, passed, undecided } from './hop-result.ts';
import type { Situation } from './situation.ts';
import { forIndividual } from './source-addresses.ts';

type Document = Readonly<Record<string, unknown>>;

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

interface Asked {
  /** What is stopped when the actions are refused. */
  readonly stages: readonly Stage[];
  readonly actions: readonly string[];
}

/** What the agent asks of each service. */
const ACTIONS: Record<Service, readonly Asked[]> = {
  ssm: [{ stages: ['ssm'], actions: ['ssm:UpdateInstanceInformation'] }],
  ssmmessages: [
    {
      stages: ['ssmmessages'],
      actions: ['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel'],
    },
    { stages: ['session'], actions: ['ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel'] },
  ],
  kms: [{ stages: ['session'], actions: ['kms:Decrypt'] }],
  logs: [
    {
      stages: ['session'],
      actions: [
        'logs:DescribeLogGroups',
        'logs:DescribeLogStreams',
        'logs:CreateLogStream',
        'logs:PutLogEvents',
      ],
    },
  ],
  s3: [{ stages: ['session'], actions: ['s3:PutObject'] }],
  ec2messages: [{ stages: [], actions: ['ec2messages:GetEndpoint', 'ec2messages:GetMessages'] }],
};

/** Services whose actions have no resource: where no statement names one, nothing else needs to be named either. */
const WITHOUT_RESOURCES: readonly Service[] = ['ssmmessages', 'ec2messages'];

/** What a policy that names resources has to name, where that is not the instance. */
const NAMED: Partial<Record<Service, string>> = {
  kms: 'the session key',
  logs: 'the log group of the sessions',
  s3: 'the bucket of the session logs',
};

/**
 * Whether the endpoint's policy lets the agent's requests through, whatever its role may do:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function judgeEndpointPolicy(
  situation: Situation,
  service: Service,
  endpoint: VpcEndpoint,
): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const text = read(endpoint, 'PolicyDocument');
  if (!text.known) return undecided(text.gap);
  // A policy that nobody can read may stop what a connected agent has not needed yet.
  const stages = ACTIONS[service].flatMap((asked) => asked.stages);
  if (text.value === undefined) return undecided({ ...missingGap('ec2:DescribeVpcEndpoints'), stages });
  const statements = readStatements(text.value);
  if (statements === undefined) return undecided({ ...ask(`What does the policy of ${id} allow?`), stages });
  if (statements.length === 1 && statements.every(isFullAccess)) {
    return passed({ resource: id, detail: 'Its policy is the default one, which allows everything.' });
  }
  return combineAll(
    ACTIONS[service].map((asked) => judgeActions(situation, service, endpoint, statements, asked)),
  );
}

function judgeActions(
  situation: Situation,
  service: Service,
  endpoint: VpcEndpoint,
  statements: readonly Document[],
  { stages, actions }: Asked,
): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  const isOpen = WITHOUT_RESOURCES.includes(service) || statements.every(({ Resource }) => isStar(Resource));
  const named = NAMED[service];
  if (!isOpen && named !== undefined) return undecided(ask(`Does the policy of ${id} allow ${named}?`));
  const arn = situation.individual?.arn;
  if (!isOpen && arn === undefined) {
    return forIndividual(situation, undecided(ask(`Does the policy of ${id} name the instance?`)));
  }
  const resource = isOpen || arn === undefined ? '*' : arn;
  const asked = { resource, context: contextOf(situation, id) };
  const answers = actions.map((action) => answer(statements, { ...asked, action }));
  const refused = actions.filter((_, index) => answers[index] === 'no');
  if (refused.length > 0) {
    const problem: Problem = {
      ...endpointPolicyProblem(situation, endpoint, refused, stages[0] ?? service),
      stages,
    };
    return failed(problem, { resource: id, detail: `Its policy refuses ${refused.join(', ')}.` });
  }
  if (answers.includes('unknown')) {
    const question = ask(`Does the policy of ${id} let the role of the instance use ${actions.join(', ')}?`);
    // What decides about the control channel too is settled with it; what concerns the session alone is not.
    const isOwn = stages.includes('session') && !treatsAlike(statements);
    return undecided(isOwn ? { ...question, stages } : question);
  }
  return passed({ resource: id, detail: `Its policy allows ${actions.join(', ')}.` });
}

/** Whether no statement tells the data channel's actions from the control channel's, so that both get one answer. */
function treatsAlike(statements: readonly Document[]): boolean {
  const actions = ACTIONS.ssmmessages.flatMap((asked) => asked.actions);
  return statements.every(({ Action, NotAction }) => {
    const selector = Action === undefined ? { NotAction } : { Action };
    const alone = { Effect: 'Allow', Principal: '*', Resource: '*', ...selector };
    return new Set(actions.map((action) => judgeDocument([alone], { action, resource: '*' }))).size === 1;
  });
}

/**
 * Which principal the agent is depends on its role. A statement for certain principals therefore counts once as if it
 * were for the agent and once as if it were not; only what is the same either way is an answer.
 */
function answer(statements: readonly Document[], request: Request): 'yes' | 'no' | 'unknown' {
  const particular = statements.filter((statement) => !isForEverybody(statement));
  const general = statements.filter(isForEverybody);
  const kinds = new Set(particular.map(({ Effect }) => Effect));
  // Kinds are taken in and left out apart: a Deny that applies and an Allow that does not is the worst case.
  const allows = particular.filter(({ Effect }) => Effect === 'Allow').map(asForEverybody);
  const denies = particular.filter(({ Effect }) => Effect !== 'Allow').map(asForEverybody);
  const variants =
    kinds.size === 0
      ? [general]
      : [
          [...general, ...allows],
          [...general, ...denies],
        ];
  const words = variants.map((Statement) => judgeDocument(Statement, request));
  if (words.every((word) => word === 'allow')) return 'yes';
  if (words.every((word) => word === 'implicit-deny' || word === 'explicit-deny')) return 'no';
  return 'unknown';
}

type Request = Parameters<typeof evaluate>[0];

/** What is the same in every request through the endpoint, whoever the agent is: roles belong to the account. */
function contextOf({ accountId, vpcId }: Situation, endpointId: string): Record<string, string> {
  return {
    'aws:PrincipalAccount': accountId,
    'aws:SourceVpc': vpcId,
    'aws:SourceVpce': endpointId,
    'aws:SecureTransport': 'true',
  };
}

function judgeDocument(statements: readonly Document[], request: Request): string {
  // A policy needs a statement; with none left, nothing is allowed.
  if (statements.length === 0) return 'implicit-deny';
  const endpoint = { Version: '2012-10-17', Statement: statements };
  return evaluate(request, { identity: [EVERYTHING], endpoint });
}

function readStatements(text: string): readonly Document[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isDocument(document)) return undefined;
  const statements: unknown[] = Array.isArray(document['Statement'])
    ? document['Statement']
    : [document['Statement']];
  return statements.every(isDocument) && statements.length > 0 ? statements : undefined;
}

const FULL_ACCESS_KEYS: ReadonlySet<string> = new Set(['Sid', 'Effect', 'Principal', 'Action', 'Resource']);

function isFullAccess(statement: Document): boolean {
  return (
    Object.keys(statement).every((key) => FULL_ACCESS_KEYS.has(key)) &&
    statement['Effect'] === 'Allow' &&
    isForEverybody(statement) &&
    isStar(statement['Action']) &&
    isStar(statement['Resource'])
  );
}

function isForEverybody({ Principal }: Document): boolean {
  return (
    isStar(Principal) ||
    (isDocument(Principal) && Object.keys(Principal).length === 1 && isStar(Principal['AWS']))
  );
}

function asForEverybody({ NotPrincipal: _, ...statement }: Document): Document {
  return { ...statement, Principal: '*' };
}

function isStar(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.length === 1 && value[0] === '*');
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
