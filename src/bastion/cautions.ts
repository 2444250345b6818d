import { registrationOf } from '../facts/agent/registration.ts';
import { supportOf } from '../facts/agent/version.ts';
import type { Dependant, Starters } from '../model/bastion.ts';
import type { Subject } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import type { ReportInstance } from '../model/report.ts';
import { listLeavingRoutes } from './beyond.ts';
import type { Door } from './door.ts';

export interface Looked {
  readonly doors: readonly Door[];
  readonly dependants: readonly Dependant[];
  readonly starters: Starters;
  readonly subjects: ReadonlyMap<string, Subject>;
  readonly judged: ReadonlyMap<string, ReportInstance>;
}

/** Worth knowing before a bastion goes, and no reason to keep it. */
export function listCautions(all: Looked): string[] {
  return [
    ...tellRisks(all),
    ...tellSessions(all),
    ...tellLogging(all),
    ...tellFeatures(all),
    ...tellWays(all),
    ...tellStarters(all),
    ...all.doors.flatMap(tellHost),
  ];
}

function tellRisks({ dependants }: Looked): string[] {
  const risky = dependants.filter(
    ({ verdict, predicted }) => verdict === 'at-risk' || predicted === 'at-risk',
  );
  const stopped = dependants.filter(({ verdict }) => verdict === 'dormant');
  const broad = dependants.filter(({ isDirect, ports }) => !isDirect && ports.length > 0);
  return [
    ...(risky.length === 0
      ? []
      : [
          `${count(risky)} at risk: a session opens, but the way is fragile, and the bastion is the way round it.`,
        ]),
    ...(stopped.length === 0 ? [] : [`${count(stopped)} not running: what is said of them is a prediction.`]),
    ...(broad.length === 0
      ? []
      : [
          `${count(broad)} let in by a range of addresses alone, so that nothing shows that somebody comes by the bastion.`,
        ]),
  ];
}

function tellSessions({ dependants }: Looked): string[] {
  const asked = dependants.filter(({ lastSession }) => lastSession !== undefined);
  const without = asked.filter(({ lastSession }) => lastSession === null);
  if (asked.length === 0) return [];
  return [
    `${asked.length - without.length} of ${asked.length} had a session by Session Manager in the 30 days before; open one to the others before you rely on it.`,
  ];
}

/** Where sessions are recorded, as far as a rule of the scan says it. */
function tellLogging({ dependants, judged }: Looked): string[] {
  const findings = dependants.flatMap(
    ({ arn }) =>
      judged.get(arn)?.findings.filter(({ ruleId }) => ruleId === 'session-logging-configured') ?? [],
  );
  const failed = findings.filter(({ status }) => status === 'fail').length;
  const unread = findings.filter(({ status }) => status === 'unknown').length;
  return [
    ...(failed === 0
      ? []
      : [
          `Sessions to ${failed} of them are not logged: if the bastion kept an audit trail, it ends there (session-logging-configured).`,
        ]),
    ...(unread === 0 ? [] : [`Whether sessions to ${unread} of them are logged could not be read.`]),
    'What is done in SSH sessions and through forwarded ports is never logged by Session Manager; CloudTrail knows only that they were opened.',
  ];
}

function tellFeatures({ dependants, subjects }: Looked): string[] {
  const old = dependants.filter(({ arn, ports, state }) => {
    const subject = subjects.get(arn);
    if (subject === undefined || state !== 'running' || !ports.includes(22)) return false;
    const node = registrationOf(subject);
    if (!node.known || node.value === undefined) return false;
    const support = supportOf('ssh', node.value.AgentVersion);
    return !support.known || support.value.support !== 'yes';
  });
  return old.length === 0
    ? []
    : [
        `${count(old)} running an agent too old for SSH and SCP through Session Manager, for certain or perhaps; a shell opens.`,
      ];
}

function tellWays({ dependants, doors }: Looked): string[] {
  const alone = dependants.filter(
    ({ otherWays, judgement }) => otherWays.length === 0 && judgement !== 'exempt',
  );
  const regions = new Map(doors.map(({ subject }) => [subject.region.region, subject.region]));
  const gaps = [...regions.values()].flatMap(({ InstanceConnectEndpoints, ClientVpnEndpoints }) =>
    [InstanceConnectEndpoints, ClientVpnEndpoints].flatMap((answer) =>
      answer.known ? [] : [describeGap(answer.gap)],
    ),
  );
  return [
    ...(alone.length === 0
      ? []
      : [
          `${count(alone)} left with Session Manager alone: keep the EC2 serial console, or an EC2 Instance Connect endpoint, for the day an agent fails.`,
        ]),
    ...(gaps.length === 0 ? [] : [`Other ways in may be there: ${[...new Set(gaps)].join(', ')}.`]),
  ];
}

function tellStarters({ starters }: Looked): string[] {
  const { broad, conditional } = starters;
  return [
    ...(broad.length === 0
      ? []
      : [
          `${broad.length} ${broad.length === 1 ? 'user or role' : 'users and roles'} may start a session to any instance, whatever its tags.`,
        ]),
    ...(conditional.length === 0
      ? []
      : [`For ${conditional.length} more a condition decides that AWS does not show here.`]),
  ];
}

function tellHost(door: Door): string[] {
  const { instance } = door.subject;
  const id = instance.InstanceId;
  const leaving = listLeavingRoutes(door);
  const scaling = instance.Tags?.find(({ Key }) => Key === 'aws:autoscaling:groupName')?.Value;
  const forwards = door.interfaces.some(({ SourceDestCheck }) => SourceDestCheck === false);
  return [
    ...(leaving.length === 0
      ? []
      : [
          `${id} also comes to what lies behind ${leaving.join(', ')}; other accounts, databases of other Regions and other networks were not looked at.`,
        ]),
    ...(scaling === undefined
      ? []
      : [
          `The Auto Scaling group ${scaling} would launch ${id} anew: set its sizes to 0 instead of stopping the instance.`,
        ]),
    ...(forwards ? [`The source/destination check of ${id} is off, as on hosts that forward traffic.`] : []),
  ];
}

function count(list: readonly unknown[]): string {
  return list.length === 1 ? '1 instance is' : `${list.length} instances are`;
}
