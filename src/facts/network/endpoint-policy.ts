import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem, Stage } from '../../model/finding.ts';
import { read } from '../../model/known.ts';
import { evaluate } from '../iam/evaluate.ts';
import { endpointPolicyProblem } from './endpoint-problems.ts';
import { missingGap } from './lookup.ts';
import { ask, combineAll, failed, type HopResult, passed, type Service, undecided } from './path.ts';
import type { Situation } from './situation.ts';
import { forIndividual } from './source-addresses.ts';

type Document = Readonly<Record<string, unknown>>;

const EVERYTHING = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** What the agent asks of each service, and what is stopped when it is refused. */
const ACTIONS: Record<Service, readonly [stage: Stage, actions: readonly string[]][]> = {
  ssm: [['ssm', ['ssm:UpdateInstanceInformation']]],
  ssmmessages: [
    ['ssmmessages', ['ssmmessages:CreateControlChannel', 'ssmmessages:OpenControlChannel']],
    ['session', ['ssmmessages:CreateDataChannel', 'ssmmessages:OpenDataChannel']],
  ],
  kms: [['session', ['kms:Decrypt']]],
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
  const stages = ACTIONS[service].map(([stage]) => stage);
  if (text.value === undefined) return undecided({ ...missingGap('ec2:DescribeVpcEndpoints'), stages });
  const statements = readStatements(text.value);
  if (statements === undefined) return undecided({ ...ask(`What does the policy of ${id} allow?`), stages });
  if (statements.length === 1 && statements.every(isFullAccess)) {
    return passed({ resource: id, detail: 'Its policy is the default one, which allows everything.' });
  }
  return combineAll(
    ACTIONS[service].map(([stage, actions]) =>
      judgeActions(situation, service, endpoint, statements, stage, actions),
    ),
  );
}

function judgeActions(
  situation: Situation,
  service: Service,
  endpoint: VpcEndpoint,
  statements: readonly Document[],
  stage: Stage,
  actions: readonly string[],
): HopResult {
  const id = endpoint.VpcEndpointId ?? 'endpoint';
  // The message service's actions have no resource; where no statement names one, nothing else needs to be named either.
  const isOpen = service === 'ssmmessages' || statements.every(({ Resource }) => isStar(Resource));
  if (!isOpen && service === 'kms') return undecided(ask(`Does the policy of ${id} allow the session key?`));
  const arn = situation.individual?.arn;
  if (!isOpen && arn === undefined) {
    return forIndividual(situation, undecided(ask(`Does the policy of ${id} name the instance?`)));
  }
  const resource = isOpen || arn === undefined ? '*' : arn;
  const answers = actions.map((action) => answer(statements, action, resource));
  const refused = actions.filter((_, index) => answers[index] === 'no');
  if (refused.length > 0) {
    const problem: Problem = {
      ...endpointPolicyProblem(situation, endpoint, refused, stage),
      stages: [stage],
    };
    return failed(problem, { resource: id, detail: `Its policy refuses ${refused.join(', ')}.` });
  }
  if (answers.includes('unknown')) {
    const question = ask(`Does the policy of ${id} let the role of the instance use ${actions.join(', ')}?`);
    // What decides about the control channel too is settled with it; what concerns the session alone is not.
    const isOwn = stage === 'session' && !treatsAlike(statements);
    return undecided(isOwn ? { ...question, stages: [stage] } : question);
  }
  return passed({ resource: id, detail: `Its policy allows ${actions.join(', ')}.` });
}

/** Whether no statement tells the data channel's actions from the control channel's, so that both get one answer. */
function treatsAlike(statements: readonly Document[]): boolean {
  const actions = ACTIONS.ssmmessages.flatMap(([, names]) => names);
  return statements.every(({ Action, NotAction }) => {
    const selector = Action === undefined ? { NotAction } : { Action };
    const alone = { Effect: 'Allow', Principal: '*', Resource: '*', ...selector };
    return new Set(actions.map((action) => judgeDocument([alone], action, '*'))).size === 1;
  });
}

/**
 * Which principal the agent is depends on its role. A statement for certain principals therefore counts once as if it
 * were for the agent and once as if it were not; only what is the same either way is an answer.
 */
function answer(statements: readonly Document[], action: string, resource: string): 'yes' | 'no' | 'unknown' {
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
  const words = variants.map((Statement) => judgeDocument(Statement, action, resource));
  if (words.every((word) => word === 'allow')) return 'yes';
  if (words.every((word) => word === 'implicit-deny' || word === 'explicit-deny')) return 'no';
  return 'unknown';
}

function judgeDocument(statements: readonly Document[], action: string, resource: string): string {
  // A policy needs a statement; with none left, nothing is allowed.
  if (statements.length === 0) return 'implicit-deny';
  const endpoint = { Version: '2012-10-17', Statement: statements };
  return evaluate({ action, resource }, { identity: [EVERYTHING], endpoint });
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
