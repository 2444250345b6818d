import type { Instance, InstanceInformation } from '../../model/aws.ts';
import type { Subject } from '../../model/inventory.ts';
import { chainKnown, known, mapKnown, read, unknown, type Known } from '../../model/known.ts';
import { tagValue } from '../../model/subjects.ts';
import type { Observation } from '../../model/verdict.ts';
import { rememberLast } from '../remember-last.ts';
import { findHybridNode, registrationOf } from './registration.ts';

/** An agent that was just started may need this long to register and to open its control channel. */
const LAUNCH_GRACE_MS = 5 * 60 * 1000;

/** The name that AWS Elastic Disaster Recovery gives its replication servers, from which it removes the agent. */
const REPLICATION_SERVER = 'AWS Elastic Disaster Recovery Replication Server';

/** What AWS itself reports of the instance and its agent: the instance's state, PingStatus, GetConnectionStatus. */
export const observe = rememberLast((subject): Observation => {
  const { instance } = subject;
  const registration = registrationOf(subject);
  const exclusion = explainExclusion(subject);
  const connection = connectionOf(subject);
  return {
    ...stateOf(subject),
    ...exclusion,
    ping: pingOf(subject, registration),
    ...(connection === undefined ? {} : { connection: connection.status }),
    justLaunched: isJustLaunched(subject),
    details: detailsOf(instance, registration.known ? registration.value : undefined, connection?.word),
  };
});

/** EC2's state of the instance, which every answer of DescribeInstances holds. A plan has none. */
export function stateOf({ instance, planned }: Subject): Pick<Observation, 'state' | 'stateName' | 'gone'> {
  if (planned) return { state: 'planned', stateName: 'planned', gone: false };
  const stateName = instance.State?.Name;
  if (stateName === undefined) return { state: 'unread', stateName: 'unknown', gone: false };
  return {
    state: stateName === 'running' ? 'running' : 'not-running',
    stateName,
    gone: stateName === 'terminated' || stateName === 'shutting-down',
  };
}

function pingOf(subject: Subject, registration: Known<InstanceInformation | undefined>): Observation['ping'] {
  return chainKnown(registration, (node): Observation['ping'] => {
    if (node === undefined) return absenceOf(subject);
    if (isOfEarlierStart(subject, node)) return known('absent');
    switch (node.PingStatus) {
      case 'Online':
        // What a stopped instance's agent said last proves nothing of now.
        return known(stateOf(subject).state === 'not-running' ? 'ConnectionLost' : 'Online');
      case 'ConnectionLost':
      case 'Inactive': // Retired by AWS; it said the same.
        return known('ConnectionLost');
      default:
        return unknown({
          kind: 'not-visible',
          question: `What does the PingStatus ${JSON.stringify(node.PingStatus ?? '')} of ${subject.instance.InstanceId} mean? This version does not know it.`,
        });
    }
  });
}

/** An agent that has not reported since its instance was started, moments ago: it may still be starting. */
function isOfEarlierStart(subject: Subject, { LastPingDateTime }: InstanceInformation): boolean {
  const { LaunchTime } = subject.instance;
  const justLaunched = isJustLaunched(subject);
  return (
    justLaunched.known &&
    justLaunched.value &&
    LaunchTime !== undefined &&
    LastPingDateTime !== undefined &&
    Date.parse(LastPingDateTime) < Date.parse(LaunchTime)
  );
}

function absenceOf(subject: Subject): Observation['ping'] {
  const hybrid = findHybridNode(subject);
  if (!hybrid.known) return hybrid;
  if (hybrid.value === undefined) return known('absent');
  return unknown({
    kind: 'not-visible',
    question: `Is the hybrid node ${hybrid.value.InstanceId ?? 'mi-'}, which reports the address ${hybrid.value.IPAddress ?? ''}, this instance? Then sessions go to that id.`,
  });
}

/** `undefined` when GetConnectionStatus was not asked about the instance: nothing is missing then. */
function connectionOf(
  subject: Subject,
): { readonly status: Known<'connected' | 'notconnected'>; readonly word?: string } | undefined {
  if (subject.planned) return undefined;
  const answer = Object.hasOwn(subject.region.ConnectionStatuses, subject.instance.InstanceId)
    ? subject.region.ConnectionStatuses[subject.instance.InstanceId]
    : undefined;
  if (answer === undefined) return undefined;
  if (!answer.known) return { status: answer };
  const word = answer.value;
  const status = word.toLowerCase();
  if (status === 'connected' || status === 'notconnected') return { status: known(status), word };
  const question = `What does the connection status ${JSON.stringify(word)} of ${subject.instance.InstanceId} mean? This version does not know it.`;
  return { status: unknown({ kind: 'not-visible', question }), word };
}

/**
 * Instances that nobody but AWS runs. The tag AWSElasticDisasterRecoveryManaged does not tell: recovered servers,
 * which people do need to reach, carry it too. The name does.
 */
function explainExclusion({
  instance,
  planned,
}: Subject): Pick<Observation, 'excluded'> | Pick<Observation, 'exclusionGap'> {
  const { InstanceId: id } = instance;
  const operator = read(instance, 'Operator');
  const tags = read(instance, 'Tags');
  if (operator.known && operator.value?.Managed === true) {
    const excluded = `${operator.value.Principal ?? 'An AWS service'} manages ${id}; people cannot open sessions to it.`;
    return { excluded };
  }
  if (tags.known && tagValue(instance, 'Name') === REPLICATION_SERVER) {
    const excluded = `${id} is a replication server of AWS Elastic Disaster Recovery, which removes the agent from it.`;
    return { excluded };
  }
  // What somebody plans is nobody's but theirs.
  if (planned) return {};
  if (!operator.known) return { exclusionGap: operator.gap };
  return tags.known ? {} : { exclusionGap: tags.gap };
}

/** Counted from the reading, never from the clock. EC2 renews LaunchTime at every start. */
function isJustLaunched({ instance, takenAt }: Subject): Known<boolean> {
  return mapKnown(
    read(instance, 'LaunchTime'),
    (launch) => launch !== undefined && Date.parse(takenAt) - Date.parse(launch) < LAUNCH_GRACE_MS,
  );
}

function detailsOf(
  instance: Instance,
  node: InstanceInformation | undefined,
  connectionStatus: string | undefined,
): Observation['details'] {
  return withoutAbsent({
    pingStatus: node?.PingStatus,
    connectionStatus,
    lastPingDateTime: node?.LastPingDateTime,
    agentVersion: node?.AgentVersion,
    platformName: node?.PlatformName,
    platformVersion: node?.PlatformVersion,
    launchTime: instance.LaunchTime,
  });
}

function withoutAbsent<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const key in values) {
    const value = values[key];
    if (value !== undefined) present[key] = value as Exclude<T[typeof key], undefined>;
  }
  return present;
}
