import {
  ADMITTED_BY,
  type Admission,
  type Bastion,
  BASTION_VERDICTS,
  type BastionChange,
  type BastionHost,
  type BastionQuestion,
  type BastionReport,
  type BastionRoute,
  type Blocker,
  CONFIDENCES,
  type Dependant,
  JUDGEMENTS,
  type Relay,
  type RemovalStep,
  SERVICE_KINDS,
  type ServiceDependant,
  type Starters,
  type Through,
  type WayIn,
} from '../../model/bastion.ts';
import type { Evidence } from '../../model/finding.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { fix, leastChanges } from '../report-schema.ts';
import {
  closed,
  count,
  described,
  id,
  listOf,
  oneWordOf,
  only,
  type Schema,
  text,
  time,
  wordOf,
} from '../schema-parts.ts';

const verdict = oneWordOf(BASTION_VERDICTS);
const judgement = described(
  '`reached`: needs no bastion. `exempt`: nobody opens sessions to it by design.',
  oneWordOf(JUDGEMENTS),
);
const causes = described('Keys of changes.', listOf(id));
const ids = listOf(text);

const evidence = closed<Evidence>({ resource: text, detail: text }, {});
const hostParts = {
  instanceId: id,
  arn: id,
  name: text,
  accountId: id,
  region: id,
  state: text,
  confidence: described('`certain`: named by the user.', oneWordOf(CONFIDENCES)),
  evidence: listOf(evidence),
};
const host = closed<BastionHost>(hostParts, { vpcId: id });
const route = closed<BastionRoute>({ routeTableId: text, destination: text, subnets: ids }, {});
const bastion = closed<Bastion>(
  {
    ...hostParts,
    verdict,
    groups: ids,
    addresses: ids,
    routes: described("Routes that send other hosts' traffic to it.", listOf(route)),
  },
  { vpcId: id },
);

const admission = closed<Admission>(
  {
    groupId: id,
    by: oneWordOf(ADMITTED_BY),
    source: described('The group, CIDR block or prefix list, as the rule names it.', text),
    isDirect: described('The rule names the bastion itself, not a range.', { type: 'boolean' }),
    protocol: text,
  },
  { fromPort: { type: 'integer' }, toPort: { type: 'integer' } },
);
const through = listOf(closed<Through>({ bastion: id, admissions: listOf(admission) }, {}));
const doubts = described('Why it may be out of reach of the bastion all the same.', ids);

const dependant = closed<Dependant>(
  {
    instanceId: id,
    arn: id,
    name: text,
    accountId: id,
    region: id,
    state: text,
    ports: listOf({ type: 'integer' }),
    through,
    isDirect: { type: 'boolean' },
    doubts,
    otherWays: described('Ways in besides, which stay. They excuse nothing.', ids),
    verdict: described('What the scan says of Session Manager.', oneWordOf(VERDICTS)),
    reason: text,
    judgement,
    causes,
    questions: ids,
  },
  { vpcId: id, predicted: { enum: [...VERDICTS, true] }, lastSession: { type: ['string', 'null'] } },
);

const service = closed<ServiceDependant>(
  {
    kind: oneWordOf(SERVICE_KINDS),
    name: text,
    accountId: id,
    region: id,
    interfaces: ids,
    groups: ids,
    port: text,
    through,
    isDirect: { type: 'boolean' },
    doubts,
    relays: described(
      'Instances that are ready, are let in too, and could forward the port.',
      listOf(closed<Relay>({ instanceId: id, name: text }, {})),
    ),
    judgement,
    causes,
    questions: ids,
  },
  { vpcId: id },
);

const blocker = closed<Blocker>(
  {
    kind: wordOf<Blocker['kind']>({ instance: true, service: true, route: true, 'start-session': true }),
    about: id,
    message: text,
    causes,
  },
  {},
);
const question = closed<BastionQuestion>({ question: text, about: ids }, {});
const change = closed<BastionChange>(
  {
    key: id,
    resource: closed<BastionChange['resource']>({ type: id, id }, { name: text }),
    fix,
    blockers: count,
  },
  {},
);
const wayIn = closed<WayIn>(
  {
    kind: wordOf<WayIn['kind']>({ 'instance-connect-endpoint': true, 'client-vpn': true }),
    id: text,
    region: id,
  },
  { vpcId: id },
);
const starters = described(
  'Who may start sessions to what is behind the bastions, as far as IAM shows it.',
  closed<Starters>({ isRead: { type: 'boolean' }, certain: ids, conditional: ids, broad: ids }, {}),
);
const step = closed<RemovalStep>({ title: text, details: ids, commands: ids }, {});

const properties: Schema = closed<BastionReport>(
  {
    schemaVersion: only(1),
    tool: closed<BastionReport['tool']>({ name: text, version: text }, {}),
    generatedAt: time,
    source: closed<BastionReport['source']>({ kind: text, takenAt: text }, {}),
    verdict,
    reason: text,
    bastions: listOf(bastion),
    candidates: described('What may be bastions too, and is not judged unless named.', listOf(host)),
    dependants: listOf(dependant),
    services: listOf(service),
    blockers: listOf(blocker),
    questions: listOf(question),
    changes: described('Every change that a blocker names.', listOf(change)),
    leastChanges,
    cautions: ids,
    otherWays: listOf(wayIn),
    starters,
    steps: described('In this order. Commands are printed and never run.', listOf(step)),
    limits: described('What no AWS API shows.', ids),
  },
  {},
);

/** JSON Schema (draft 2020-12) of the answer of `bastion`. */
export const bastionSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/ssm-preflight/ssm-preflight/blob/main/bastion.schema.json',
  title: 'ssm-preflight bastion',
  description: 'Whether bastion hosts can be removed: the answer of `ssm-preflight bastion -f json`.',
  ...properties,
} as const;
