import { describe, expect, it } from 'vitest';
import { judgeInstance, type JudgedInstance } from '../../../src/engine/judge.ts';
import { observe } from '../../../src/facts/agent/observe.ts';
import { resolveCredentials } from '../../../src/facts/iam/credentials.ts';
import { builtInRules } from '../../../src/index.ts';
import type { Instance, InstanceInformation, RoleDetail, ServiceSetting } from '../../../src/model/aws.ts';
import type { RegionInventory } from '../../../src/model/inventory.ts';
import type { Gap, Known } from '../../../src/model/known.ts';
import { chainKnown, known, mapKnown, unknown } from '../../../src/model/known.ts';
import { buildSubject, healthyIam, healthyInstance } from '../../support/subject.ts';
import {
  account,
  allow,
  CONTROL,
  DATA,
  deny,
  FIVE,
  HOST_MANAGEMENT_OFF,
  HOST_MANAGEMENT_ON,
  hostRole,
  HYBRID,
  registered,
  role,
  trust,
  UPDATE,
} from './role-fixtures.ts';

/*
 * Whose credentials the agent uses, and what that means for a session, for every combination of five things.
 *
 * The agent's own order (ec2roleprovider in https://github.com/aws/amazon-ssm-agent): the profile's role, where EC2 may
 * assume it and it may call ssm:UpdateInstanceInformation, is used for everything and Default Host Management is never
 * asked, even where the role lacks the channels; only a refusal, or no role, makes the agent turn to Default Host
 * Management. That needs agent 3.2.582.0, and a role that Systems Manager may assume. Without the metadata service
 * neither way gives credentials.
 *
 * A row is profile, rights of its role, Default Host Management. `broken`: it is on, and its role does not trust
 * ssm.amazonaws.com. The five groups are agents, the four letters of each the metadata service: tokens required,
 * tokens optional, disabled, unread.
 *
 * Registrations that were not read hide whether the agent is new enough, so that Default Host Management is open then;
 * an unread setting is open for every agent, be it too old or not.
 */
const TRUTH_TABLE = `
                                       3.3.4624.0
                                             3.2.582.0
                                                   3.2.581.9
                                                         never registered
                                                               registrations unread
  none       -                off      NNNN  NNNN  NNNN  NNNN  NNNN
  none       -                on       DDNd  DDNd  NNNN  DDNd  ??U?
  none       -                broken   NNNN  NNNN  NNNN  NNNN  NNNN
  none       -                unread   ??U?  ??U?  ??U?  ??U?  ??U?
  empty      -                off      NNNN  NNNN  NNNN  NNNN  NNNN
  empty      -                on       DDNd  DDNd  NNNN  DDNd  ??U?
  empty      -                broken   NNNN  NNNN  NNNN  NNNN  NNNN
  empty      -                unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  all five         off      NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  all five         on       DDNd  DDNd  NNNN  DDNd  ??U?
  untrusted  all five         broken   NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  all five         unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  update           off      XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  update           on       DDNd  DDNd  XXXX  DDNd  ??U?
  untrusted  update           broken   XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  update           unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  update, control  off      XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  update, control  on       DDNd  DDNd  XXXX  DDNd  ??U?
  untrusted  update, control  broken   XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  update, control  unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  channels         off      NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  channels         on       DDNd  DDNd  NNNN  DDNd  ??U?
  untrusted  channels         broken   NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  channels         unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  nothing          off      XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  nothing          on       DDNd  DDNd  XXXX  DDNd  ??U?
  untrusted  nothing          broken   XXXX  XXXX  XXXX  XXXX  XXXX
  untrusted  nothing          unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  update denied    off      NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  update denied    on       DDNd  DDNd  NNNN  DDNd  ??U?
  untrusted  update denied    broken   NNNN  NNNN  NNNN  NNNN  NNNN
  untrusted  update denied    unread   ??U?  ??U?  ??U?  ??U?  ??U?
  untrusted  conditional      off      UUUU  UUUU  UUUU  UUUU  UUUU
  untrusted  conditional      on       DDNd  DDNd  UUUU  DDNd  ??U?
  untrusted  conditional      broken   UUUU  UUUU  UUUU  UUUU  UUUU
  untrusted  conditional      unread   ??U?  ??U?  ??U?  ??U?  ??U?
  role       all five         off      RRNr  RRNr  RRNr  RRNr  RRNr
  role       all five         on       RRNr  RRNr  RRNr  RRNr  RRNr
  role       all five         broken   RRNr  RRNr  RRNr  RRNr  RRNr
  role       all five         unread   RRNr  RRNr  RRNr  RRNr  RRNr
  role       update           off      SSXS  SSXS  SSXS  SSXS  SSXS
  role       update           on       SSXS  SSXS  SSXS  SSXS  SSXS
  role       update           broken   SSXS  SSXS  SSXS  SSXS  SSXS
  role       update           unread   SSXS  SSXS  SSXS  SSXS  SSXS
  role       update, control  off      SSXS  SSXS  SSXS  SSXS  SSXS
  role       update, control  on       SSXS  SSXS  SSXS  SSXS  SSXS
  role       update, control  broken   SSXS  SSXS  SSXS  SSXS  SSXS
  role       update, control  unread   SSXS  SSXS  SSXS  SSXS  SSXS
  role       channels         off      NNNN  NNNN  NNNN  NNNN  NNNN
  role       channels         on       DDNd  DDNd  NNNN  DDNd  ??U?
  role       channels         broken   NNNN  NNNN  NNNN  NNNN  NNNN
  role       channels         unread   ??U?  ??U?  ??U?  ??U?  ??U?
  role       nothing          off      XXXX  XXXX  XXXX  XXXX  XXXX
  role       nothing          on       DDNd  DDNd  XXXX  DDNd  ??U?
  role       nothing          broken   XXXX  XXXX  XXXX  XXXX  XXXX
  role       nothing          unread   ??U?  ??U?  ??U?  ??U?  ??U?
  role       update denied    off      NNNN  NNNN  NNNN  NNNN  NNNN
  role       update denied    on       DDNd  DDNd  NNNN  DDNd  ??U?
  role       update denied    broken   NNNN  NNNN  NNNN  NNNN  NNNN
  role       update denied    unread   ??U?  ??U?  ??U?  ??U?  ??U?
  role       conditional      off      CCUC  CCUC  CCUC  CCUC  CCUC
  role       conditional      on       ??U?  ??U?  CCUC  ??U?  ??U?
  role       conditional      broken   CCUC  CCUC  CCUC  CCUC  CCUC
  role       conditional      unread   ??U?  ??U?  ??U?  ??U?  ??U?`;

/** What each letter says: who serves, and the verdict for what is observed. */
const LETTERS: Readonly<Record<string, Meaning>> = {
  // The role or Default Host Management serves, and nothing would refuse a session.
  R: { serves: 'role', online: 'ready', silent: 'blocked, agent suspected', unread: 'unknown' },
  D: { serves: 'dhmc', online: 'ready', silent: 'blocked, agent suspected', unread: 'unknown' },
  // The same where only an agent that is online tells that the metadata service is on.
  r: { serves: 'role', online: 'ready', silent: 'blocked, undetermined', unread: 'unknown' },
  d: { serves: 'dhmc', online: 'ready', silent: 'blocked, undetermined', unread: 'unknown' },
  // The role registers, shadows Default Host Management, and has not every channel: online, and every session fails.
  S: { serves: 'role', online: 'blocked', silent: 'blocked, explained', unread: 'blocked' },
  // The role serves if a condition is met that AWS does not show.
  C: { serves: 'role', online: 'unknown', silent: 'blocked, undetermined', unread: 'unknown' },
  // It is not decidable who serves, and so neither what that one may do.
  '?': { serves: 'undecided', online: 'unknown', silent: 'blocked, undetermined', unread: 'unknown' },
  // Nobody serves. An agent that is online all the same contradicts that; the role, if any, has the data channels.
  N: { serves: 'nobody', online: 'at-risk', silent: 'blocked, explained', unread: 'blocked' },
  // Nobody serves, and the role of the profile lacks the data channels, so that no session opens even if it serves yet.
  X: { serves: 'nobody', online: 'blocked', silent: 'blocked, explained', unread: 'blocked' },
  // Nobody serves; what the one that may serve yet could do is open.
  U: { serves: 'nobody', online: 'unknown', silent: 'blocked, explained', unread: 'blocked' },
};

interface Meaning {
  readonly serves: 'role' | 'dhmc' | 'nobody' | 'undecided';
  /** Online, with the control channel connected or not asked about. */
  readonly online: string;
  /** ConnectionLost, or absent for an agent that never registered. */
  readonly silent: string;
  /** Registrations were not read. */
  readonly unread: string;
}

const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
const CONDITION = { Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-main' } } };
const LAMBDA = trust('lambda.amazonaws.com');

const RIGHTS: Readonly<Record<string, Parameters<typeof role>[0]>> = {
  'all five': { inline: [allow(FIVE)] },
  update: { inline: [allow(UPDATE)] },
  'update, control': { inline: [allow([UPDATE, ...CONTROL])] },
  channels: { inline: [allow([...CONTROL, ...DATA])] },
  nothing: {},
  'update denied': { inline: [allow(FIVE), deny(UPDATE)] },
  conditional: { inline: [{ ...allow(FIVE), ...CONDITION }] },
};
const [appProfile] = healthyIam.InstanceProfiles.known ? healthyIam.InstanceProfiles.value : [];
const WITHOUT_ROLE = ['none', 'empty'];
const WITH_ROLE = ['untrusted', 'role'];

const SETTINGS: Readonly<Record<string, readonly [Known<ServiceSetting>, RoleDetail]>> = {
  off: [HOST_MANAGEMENT_OFF, hostRole()],
  on: [HOST_MANAGEMENT_ON, hostRole()],
  broken: [HOST_MANAGEMENT_ON, hostRole({ trust: trust('ec2.amazonaws.com') })],
  unread: [unknown(DENIED), hostRole()],
};
const AGENTS = ['3.3.4624.0', '3.2.582.0', '3.2.581.9', 'never', 'unread'];
const METADATA: Readonly<Record<string, Partial<Instance>>> = {
  'tokens required': metadata('enabled', 'required'),
  'tokens optional': metadata('enabled', 'optional'),
  disabled: metadata('disabled', 'required'),
  unread: { Gaps: { MetadataOptions: DENIED } },
};

function metadata(HttpEndpoint: string, HttpTokens: string): Partial<Instance> {
  return { MetadataOptions: { State: 'applied', HttpEndpoint, HttpTokens, HttpPutResponseHopLimit: 1 } };
}

interface Cell {
  readonly profile: string;
  readonly rights: string;
  readonly setting: string;
  readonly agent: string;
  readonly service: string;
  readonly letter: string;
}

const CELLS: readonly Cell[] = TRUTH_TABLE.split('\n').flatMap((line) => {
  const row = /^ {2}(\w+) +(\S[\w ,]*?) +(off|on|broken|unread) +(.*)$/.exec(line);
  if (row === null) return [];
  const [, profile = '', rights = '', setting = '', letters = ''] = row;
  return letters
    .trim()
    .split(/ +/)
    .flatMap((group, agent) =>
      [...group].map((letter, service) => ({
        profile,
        rights,
        setting,
        agent: AGENTS[agent] ?? `agent ${agent}`,
        service: Object.keys(METADATA)[service] ?? `service ${service}`,
        letter,
      })),
    );
});

function nameOf({ profile, rights, setting, agent, service }: Cell): string {
  return [profile, rights, setting, agent, service].join(' | ');
}

type Registrations = RegionInventory['InstanceInformationList'];

function judge(
  cell: Cell,
  registrations: Registrations,
  connection?: 'connected',
  instance: Partial<Instance> = {},
): JudgedInstance {
  const [ServiceSetting, managementRole] = SETTINGS[cell.setting] ?? [unknown(DENIED), hostRole()];
  const form = { ...RIGHTS[cell.rights], ...(cell.profile === 'untrusted' && { trust: LAMBDA }) };
  const iam = account([role(form), managementRole]);
  const subject = buildSubject({
    instance: {
      ...METADATA[cell.service],
      ...(cell.profile === 'none' && { IamInstanceProfile: {} }),
      ...instance,
    },
    iam: cell.profile === 'empty' ? { ...iam, InstanceProfiles: known([{ ...appProfile, Roles: [] }]) } : iam,
    region: {
      ServiceSetting,
      InstanceInformationList: registrations,
      ConnectionStatuses: connection === undefined ? {} : { [healthyInstance.InstanceId]: known(connection) },
    },
  });
  const rules = builtInRules.map((rule) => ({
    rule,
    severity: rule.meta.severity,
    options: rule.defaults,
  }));
  return judgeInstance(subject, observe(subject), rules, []);
}

function changeNodes(registrations: Registrations, changes: Partial<InstanceInformation>): Registrations {
  return mapKnown(registrations, (nodes) => nodes.map((node) => ({ ...node, ...changes })));
}

/** Registrations, and what GetConnectionStatus says, for each thing that can be observed of the column's agent. */
function observationsOf({ agent }: Cell): readonly [keyof Meaning, Registrations, 'connected'?][] {
  if (agent === 'unread') return [['unread', unknown(DENIED)]];
  if (agent === 'never') return [['silent', registered()]];
  const online = registered(agent);
  return [
    ['online', online, 'connected'],
    ['online', online],
    ['silent', changeNodes(online, { PingStatus: 'ConnectionLost' })],
  ];
}

/** Whose credentials the findings say that the agent has. */
function servedBy({ subject, findings }: JudgedInstance): Meaning['serves'] {
  const problemsOf = (id: string) => findings.flatMap((one) => (one.ruleId === id ? one.problems : []));
  if (problemsOf('metadata-service-enabled').length > 0) return 'nobody';
  const identity = resolveCredentials(subject);
  if (!identity.known) return 'undecided';
  const isRefused = problemsOf('agent-policies-attached').some(({ at }) => at === UPDATE);
  return identity.value.kind === 'none' || isRefused ? 'nobody' : identity.value.kind;
}

/** The verdict; of a silent agent also whether it names a failed rule, a question, or neither. */
function verdictOf({ verdict, findings }: JudgedInstance, observed: keyof Meaning): string {
  if (observed !== 'silent') return verdict.verdict;
  const failed = findings.filter(({ status, ruleId }) => status === 'fail' && ruleId !== 'agent-online');
  if (failed.some(({ ruleId }) => verdict.because.includes(ruleId))) return `${verdict.verdict}, explained`;
  return `${verdict.verdict}, ${verdict.questions.length > 0 ? 'undetermined' : 'agent suspected'}`;
}

describe('the truth table of Default Host Management', () => {
  it('holds every combination once', () => {
    const forms = [
      ...WITHOUT_ROLE.map((profile) => [profile, '-']),
      ...WITH_ROLE.flatMap((profile) => Object.keys(RIGHTS).map((rights) => [profile, rights])),
    ];
    const combinations = forms.flatMap((form) =>
      Object.keys(SETTINGS).flatMap((setting) =>
        AGENTS.flatMap((agent) =>
          Object.keys(METADATA).map((service) => [...form, setting, agent, service].join(' | ')),
        ),
      ),
    );
    expect(combinations).toHaveLength(16 * 4 * 5 * 4);
    expect(CELLS.map(nameOf)).toEqual(combinations);
    expect(new Set(CELLS.map(({ letter }) => letter))).toEqual(new Set(Object.keys(LETTERS)));
  });

  it.each(AGENTS)('says who serves and what that means, agent %s', (column) => {
    const cells = CELLS.filter(({ agent }) => agent === column);
    const wrong = cells.flatMap((cell) =>
      observationsOf(cell).flatMap(([observed, registrations, connection]) => {
        const judged = judge(cell, registrations, connection);
        const expected = `${LETTERS[cell.letter]?.serves}: ${LETTERS[cell.letter]?.[observed]}`;
        const actual = `${servedBy(judged)}: ${verdictOf(judged, observed)}`;
        return actual === expected ? [] : [`${nameOf(cell)}, ${observed}: ${actual}, not ${expected}`];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('notes optional tokens wherever Default Host Management serves, and nowhere else', () => {
    const wrong = CELLS.filter(({ agent }) => agent === '3.3.4624.0').filter((cell) => {
      const { findings } = judge(cell, registered(cell.agent));
      const notes = findings.filter(({ status, evidence }) => {
        const isNoted = evidence.some(({ detail }) => detail.includes('HttpTokens is optional'));
        return status === 'pass' && isNoted;
      });
      const isServed = cell.letter === 'D' && cell.service === 'tokens optional';
      return isServed ? notes.length === 0 : notes.length > 0;
    });
    expect(wrong.map(nameOf)).toEqual([]);
  });

  // Its activation gives it credentials and an identity of its own, so that nothing in the table proves anything.
  it.each<[string, Partial<Instance>]>([
    ['has its address', {}],
    ['may have an address that was not read', { PrivateIpAddress: '10.0.9.9', NetworkInterfaces: [{}] }],
  ])('is a question in every row where a hybrid node %s', (_, instance) => {
    const cells = CELLS.filter(({ agent }) => agent === 'never');
    const decided = cells.filter(
      (cell) => judge(cell, HYBRID, undefined, instance).verdict.verdict !== 'unknown',
    );
    expect(decided.map(nameOf)).toEqual([]);
  });

  it.each<[string, string, Registrations]>([
    ['a hybrid node elsewhere', 'never', changeNodes(HYBRID, { IPAddress: '10.9.9.9' })],
    ['a hybrid node of its address', '3.3.4624.0', HYBRID],
  ])('is untouched by %s, agent %s', (_, column, hybrids) => {
    const cells = CELLS.filter(({ agent }) => agent === column);
    const own = registered(column === 'never' ? undefined : column);
    const both = chainKnown(own, (nodes) => mapKnown(hybrids, (others) => [...nodes, ...others]));
    const words = (registrations: Registrations) =>
      cells.map((cell) => `${nameOf(cell)}: ${judge(cell, registrations).verdict.verdict}`);
    expect(words(both)).toEqual(words(own));
  });
});
