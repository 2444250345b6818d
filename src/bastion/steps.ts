import type { Admission, BastionChange, Dependant, RemovalStep, ServiceDependant } from '../model/bastion.ts';
import { command, ec2, revokeRule } from './commands.ts';
import type { Door } from './door.ts';
import { listLeftovers } from './leftovers.ts';
import { nameOf } from './service-judgement.ts';

export interface Plan {
  readonly doors: readonly Door[];
  readonly dependants: readonly Dependant[];
  readonly services: readonly ServiceDependant[];
  readonly changes: readonly BastionChange[];
}

/** In which order a bastion goes, so that each step can be taken back until the last two. */
export function listSteps(plan: Plan): RemovalStep[] {
  if (plan.doors.length === 0) return [];
  return [
    ...fix(plan),
    verify(plan),
    ...forward(plan),
    close(plan),
    stop(plan),
    { title: 'Wait', details: [WAIT], commands: startAgain(plan) },
    terminate(plan),
    clearUp(plan),
  ];
}

const WAIT =
  'Two weeks, and over the end of a month, for jobs that run seldom. Whatever breaks meanwhile: start it again, and see what it was.';

const idsOf = ({ doors }: Plan): string[] => doors.map(({ subject }) => subject.instance.InstanceId);

function byRegion({ doors }: Plan): [region: string, ids: string[]][] {
  const regions = new Map<string, string[]>();
  for (const { subject } of doors) {
    const { region } = subject.region;
    regions.set(region, [...(regions.get(region) ?? []), subject.instance.InstanceId]);
  }
  return [...regions];
}

function fix({ changes }: Plan): RemovalStep[] {
  if (changes.length === 0) return [];
  const scripts = changes.flatMap(({ fix: { cli } }) => (cli === undefined ? [] : [cli]));
  return [{ title: 'Make the changes', details: [], commands: withoutRepeats(scripts) }];
}

/** A role that several instances need is made once. Scripts that are more than commands, one a line, stay whole. */
function withoutRepeats(scripts: readonly string[]): string[] {
  const commands = scripts.flatMap((script) => {
    const lines = script.split('\n');
    return lines.every((line) => line.startsWith('aws ') && !line.endsWith('\\')) ? lines : [script];
  });
  return [...new Set(commands)];
}

function verify(plan: Plan): RemovalStep {
  const sample = plan.dependants.find(
    ({ state, judgement }) => state === 'running' && judgement !== 'exempt',
  );
  const ask = byRegion(plan).map(([region, ids]) =>
    command(['ssm-preflight', 'bastion', '--bastion', ids.join(','), '--region', region]),
  );
  return {
    title: 'Verify',
    details: [
      'Ask again until the answer is that it is safe to remove, and open a session to each host, as the people who will need it.',
    ],
    commands: [
      ...ask,
      ...(sample === undefined
        ? []
        : [
            command([
              'aws',
              'ssm',
              'start-session',
              '--target',
              sample.instanceId,
              '--region',
              sample.region,
            ]),
          ]),
    ],
  };
}

/** The way to a database that needs no bastion. */
function forward({ services }: Plan): RemovalStep[] {
  const relayed = services.flatMap((service) => {
    const [relay] = service.relays;
    return relay === undefined ? [] : [{ service, relay }];
  });
  if (relayed.length === 0) return [];
  return [
    {
      title: 'Reach databases by a forwarded port',
      details: relayed.map(({ service, relay }) => `${nameOf(service)} by ${relay.instanceId}`),
      commands: relayed.map(({ service: { port, region }, relay }) =>
        command([
          'aws',
          'ssm',
          'start-session',
          '--target',
          relay.instanceId,
          '--document-name',
          'AWS-StartPortForwardingSessionToRemoteHost',
          '--parameters',
          `host=ENDPOINT,portNumber=${port},localPortNumber=${port}`,
          '--region',
          region,
        ]),
      ),
    },
  ];
}

const isClosed = ({ isDirect, by }: Admission): boolean => isDirect && by !== 'prefix-list';

/** Those that the plan closes. */
function listAdmissions({ dependants, services }: Plan): Admission[] {
  const all = [...dependants, ...services].flatMap(({ through }) => through);
  return all.flatMap(({ admissions }) => admissions).filter(isClosed);
}

/** Rules that name the bastion can go; what lets in a range lets in others too, and is for a person to narrow. */
function close({ dependants, services }: Plan): RemovalStep {
  const all = [...dependants, ...services].flatMap(({ through, region }) =>
    through.flatMap(({ admissions }) => admissions.map((admission) => ({ region, admission }))),
  );
  const distinct = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  const ranges = distinct.filter(({ admission }) => !isClosed(admission));
  const tell = ({ groupId, source }: Admission): string =>
    `${groupId} lets in ${source}, and so others: narrow it by hand.`;
  return {
    title: 'Close the rules that let it in',
    details: [...new Set(ranges.map(({ admission }) => tell(admission)))].sort(),
    commands: distinct
      .filter(({ admission }) => isClosed(admission))
      .map(({ region, admission }) => revokeRule(region, admission))
      .sort(),
  };
}

function stop(plan: Plan): RemovalStep {
  return {
    title: 'Stop it',
    details: ['A stopped instance can be started again; a terminated one is gone.'],
    commands: byRegion(plan).map(([region, ids]) => ec2(region, 'stop-instances', '--instance-ids', ...ids)),
  };
}

function startAgain(plan: Plan): string[] {
  return byRegion(plan).map(([region, ids]) => ec2(region, 'start-instances', '--instance-ids', ...ids));
}

function terminate(plan: Plan): RemovalStep {
  const elastic = plan.doors.flatMap(({ interfaces, subject }) =>
    interfaces.flatMap(({ Association }) =>
      Association?.PublicIp === undefined || Association.IpOwnerId === 'amazon'
        ? []
        : [{ ip: Association.PublicIp, region: subject.region.region }],
    ),
  );
  return {
    title: 'Terminate it',
    details: elastic.map(
      ({ ip }) =>
        `${ip} stays yours, and is paid for, until it is released; is it on a list of allowed addresses anywhere?`,
    ),
    commands: [
      ...byRegion(plan).map(([region, ids]) => ec2(region, 'terminate-instances', '--instance-ids', ...ids)),
      ...elastic.map(({ ip, region }) => ec2(region, 'describe-addresses', '--public-ips', ip)),
    ],
  };
}

function clearUp(plan: Plan): RemovalStep {
  const own = new Set(idsOf(plan));
  const leftovers = plan.doors.flatMap((door) =>
    listLeftovers(door, listAdmissions(plan)).map((one) => ({ ...one, region: door.subject.region.region })),
  );
  const groups = [...new Map(leftovers.map((one) => [one.groupId, one])).values()];
  const isKept = (members: readonly string[]): boolean => members.some((id) => !own.has(id));
  return {
    title: 'Delete its security groups',
    details: groups.flatMap(({ groupId, rules, members }) => [
      ...(isKept(members)
        ? [
            `${groupId} stays: ${members
              .filter((id) => !own.has(id))
              .slice(0, 3)
              .join(', ')}${members.length > 3 ? ' and others' : ''} wear it too.`,
          ]
        : []),
      ...(rules.length > 0
        ? [`Other rules of ${rules.join(', ')} name ${groupId}; while one does, it can't be deleted.`]
        : []),
    ]),
    commands: groups
      .filter(({ members }) => !isKept(members))
      .map(({ groupId, region }) => ec2(region, 'delete-security-group', '--group-id', groupId)),
  };
}
