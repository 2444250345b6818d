import type { VpcEndpoint } from '../../model/aws.ts';
import type { Problem, Stage } from '../../model/finding.ts';
import { hasRepeatedKey } from '../../model/json-keys.ts';
import { chainKnown, read } from '../../model/known.ts';
import { type AccessRequest, decide } from '../iam/evaluate.ts';
import { endpointPolicyProblem } from './endpoint-problems.ts';
import { missingGap } from './lookup.ts';
import type { Service } from '../../model/path.ts';
import { readPreferences } from '../../model/session-preferences.ts';
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
  const named = statements.map((statement) => nameOwnAccount(situation, endpoint, statement));
  return combineAll(
    listAsked(situation, service).map((asked) => judgeActions(situation, service, endpoint, named, asked)),
  );
}

/** The agent looks at the encryption of the bucket where the preferences do not say that it need not. */
function listAsked({ region }: Situation, service: Service): readonly Asked[] {
  if (service !== 's3') return ACTIONS[service];
  const isDemanded = chainKnown(
    readPreferences({ region }),
    ({ s3EncryptionEnabled }) => s3EncryptionEnabled,
  );
  if (isDemanded.known && !isDemanded.value) return ACTIONS.s3;
  return ACTIONS.s3.map((asked) => ({
    ...asked,
    actions: [...asked.actions, 's3:GetEncryptionConfiguration'],
  }));
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
  // A gateway endpoint takes principals by aws:PrincipalArn alone; what else it does with others is not documented.
  const isNamed = isGateway(endpoint) && !statements.every(isForEverybody);
  const roleArn = isNamed ? undefined : situation.caller?.roleArn;
  const decideFor = (action: string, arnOfRole?: string): Answer =>
    answer(statements, { action, resource, context: contextOf(situation, service, id, arnOfRole) });
  const answers = actions.map((action) => {
    const own = decideFor(action, roleArn);
    return own === 'no' && situation.caller?.mayTurn === true ? decideFor(action) : own;
  });
  const refused = actions.filter((_, index) => answers[index] === 'no');
  if (refused.length > 0) {
    const problem: Problem = {
      ...endpointPolicyProblem(situation, endpoint, refused, stages[0] ?? service),
      stages,
    };
    return failed(problem, {
      resource: id,
      detail: `Its policy refuses ${refused.join(', ')}${to(roleArn)}.`,
    });
  }
  if (answers.includes('unknown')) {
    const question = ask(`Does the policy of ${id} let the role of the instance use ${actions.join(', ')}?`);
    // What decides about the control channel too is settled with it; what concerns the session alone is not.
    const isOwn = stages.includes('session') && !treatsAlike(statements);
    const result = undecided(isOwn ? { ...question, stages } : question);
    const isOfRole = situation.caller === undefined && !isNamed && statements.some(tellsRolesApart);
    return isOfRole ? { ...result, needsCaller: true } : result;
  }
  return passed({ resource: id, detail: `Its policy allows ${actions.join(', ')}${to(roleArn)}.` });
}

/** Whether no statement tells the data channel's actions from the control channel's, so that both get one answer. */
function treatsAlike(statements: readonly Document[]): boolean {
  const actions = ACTIONS.ssmmessages.flatMap((asked) => asked.actions);
  return statements.every(({ Action, NotAction }) => {
    const selector = Action === undefined ? { NotAction } : { Action };
    const alone = { Effect: 'Allow', Principal: '*', Resource: '*', ...selector };
    return new Set(actions.map((action) => answer([alone], { action, resource: '*' }))).size === 1;
  });
}

type Answer = 'yes' | 'no' | 'unknown';

/** Whatever is unknown of the request may turn out either way; only what is the same in each case is an answer. */
function answer(statements: readonly Document[], request: AccessRequest): Answer {
  const endpoint = { Version: '2012-10-17', Statement: statements };
  const { possible } = decide(request, { identity: [EVERYTHING], endpoint });
  if (!possible.has('allow')) return 'no';
  return possible.size === 1 ? 'yes' : 'unknown';
}

/**
 * What is known of every request through the endpoint: roles belong to the account, and the agent uses HTTPS, the names
 * of its own Region and the session of a role.
 */
function contextOf(
  { accountId, vpcId, region }: Situation,
  service: Service,
  endpointId: string,
  roleArn: string | undefined,
): Record<string, string> {
  return {
    'aws:PrincipalAccount': accountId,
    'aws:PrincipalType': 'AssumedRole',
    'aws:SourceVpc': vpcId,
    'aws:SourceVpce': endpointId,
    'aws:SecureTransport': 'true',
    ...(service !== 's3' && { 'aws:RequestedRegion': region.region }),
    ...(roleArn !== undefined && { 'aws:PrincipalArn': roleArn }),
  };
}

/**
 * A statement for the own account is one for whichever role the agent has. In the policy of a gateway endpoint it is one
 * for the root user alone: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
function nameOwnAccount(
  { accountId, partition }: Situation,
  endpoint: VpcEndpoint,
  statement: Document,
): Document {
  const { Principal } = statement;
  if (isGateway(endpoint) || !isDocument(Principal)) return statement;
  const own: readonly unknown[] = [accountId, `arn:${partition}:iam::${accountId}:root`];
  return [Principal['AWS']].flat().some((value) => own.includes(value))
    ? { ...statement, Principal: '*' }
    : statement;
}

function tellsRolesApart(statement: Document): boolean {
  const namesSome = statement['Principal'] !== undefined && !isForEverybody(statement);
  return namesSome || /aws:PrincipalArn/i.test(JSON.stringify(statement));
}

function isGateway({ VpcEndpointType }: VpcEndpoint): boolean {
  return VpcEndpointType?.toLowerCase() === 'gateway';
}

function to(roleArn: string | undefined): string {
  return roleArn === undefined ? '' : ` to ${roleArn}`;
}

function readStatements(text: string): readonly Document[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isDocument(document) || hasRepeatedKey(text)) return undefined;
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

function isStar(value: unknown): boolean {
  return value === '*' || (Array.isArray(value) && value.length === 1 && value[0] === '*');
}

function isDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
