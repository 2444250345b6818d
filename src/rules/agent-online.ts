import { observe } from '../facts/agent/observe.ts';
import { describeNodeQuota } from '../facts/agent/node-quota.ts';
import { hostAgentCause } from '../facts/agent/remedies.ts';
import { sessionEvidence } from '../facts/agent/sessions.ts';
import type { Evidence, FindingGap, Outcome, Problem } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule, notApplicable, pass, withStages } from '../model/rule.ts';
import type { Observation } from '../model/verdict.ts';

export default defineRule({
  meta: {
    id: 'agent-online',
    title: 'The agent is registered here, online, and connected where that was asked',
    impact: 'blocks',
    rationale:
      'A session goes through the connection that the agent on the instance keeps open. Without it no session opens, whatever the configuration says.',
    remediation:
      'Fix what the other rules name; when they all pass, look at the agent on the host: installed, running, and what `ssm-cli get-diagnostics` reports.',
    reads: ['InstanceInformationList', 'ConnectionStatuses', 'Sessions'],
    standards: {
      'aws-fsbp-1.0.0': ['SSM.1'],
      'aws-config-rules': ['ec2-instance-managed-by-systems-manager'],
      // Those that Security Hub gives for SSM.1.
      'nist-800-53-r5': [
        'CA-9(1)',
        'CM-2',
        'CM-2(2)',
        'CM-8',
        'CM-8(1)',
        'CM-8(2)',
        'CM-8(3)',
        'SA-3',
        'SA-15(2)',
        'SA-15(8)',
        'SI-2(3)',
      ],
    },
  },
  check(subject) {
    const observation = observe(subject);
    return explainSilence(subject, observation) ?? judge(subject, observation);
  },
});

function explainSilence({ instance }: Subject, observation: Observation): Outcome | undefined {
  if (observation.excluded !== undefined) return notApplicable(observation.excluded);
  if (observation.state === 'planned') return notApplicable('What exists only in a plan cannot be online.');
  if (observation.state === 'running') {
    return observation.exclusionGap && conclude({ gaps: [observation.exclusionGap] });
  }
  if (observation.state === 'unread') {
    return conclude({ gaps: [{ kind: 'not-collected', action: 'ec2:DescribeInstances' }] });
  }
  return notApplicable(
    `${instance.InstanceId} is ${observation.stateName}; only the agent of a running instance can be online.`,
  );
}

function judge(subject: Subject, observation: Observation): Outcome {
  const { ping, connection } = observation;
  const id = subject.instance.InstanceId;
  const evidence = evidenceOf(subject, observation);
  if (connection?.known === true && connection.value === 'connected') return pass(...evidence);
  if (!ping.known) return conclude({ gaps: [ping.gap], evidence });
  if (ping.value === 'ConnectionLost') {
    const last = describeLastPing(subject, observation);
    return fail(
      subject,
      evidence,
      'PingStatus',
      `The agent on ${id} lost its connection to Systems Manager${last}.`,
    );
  }
  if (ping.value === 'absent') {
    const starting = findGrace(subject, observation);
    if (starting !== undefined) return conclude({ gaps: [starting], evidence });
    return fail(
      subject,
      evidence,
      'PingStatus',
      `No agent on ${id} is registered in ${subject.region.region}.`,
    );
  }
  if (connection === undefined) return pass(...evidence);
  if (!connection.known) return conclude({ gaps: [withStages(connection.gap, ['ssmmessages'])], evidence });
  const starting = findGrace(subject, observation);
  if (starting !== undefined) {
    return conclude({ gaps: [withStages(starting, ['ssmmessages'])], evidence });
  }
  return fail(
    subject,
    evidence,
    'ConnectionStatus',
    `The agent on ${id} is online but holds no connection to ssmmessages, so no session can start.`,
    ['ssmmessages'],
  );
}

function fail(
  subject: Subject,
  evidence: readonly Evidence[],
  at: string,
  message: string,
  stages?: Problem['stages'],
): Outcome {
  const problem: Problem = {
    at,
    message,
    cause: hostAgentCause(subject, at === 'ConnectionStatus' ? 'Online' : 'silent'),
    ...(stages === undefined ? {} : { stages }),
  };
  return conclude({ problems: [problem], evidence });
}

/** An agent that may still be starting is no failure yet. */
function findGrace({ instance }: Subject, { justLaunched }: Observation): FindingGap | undefined {
  if (!justLaunched.known) return justLaunched.gap;
  if (!justLaunched.value) return undefined;
  return {
    kind: 'not-visible',
    question: `Is the agent on ${instance.InstanceId} still starting? It was launched less than five minutes before this scan; scan again in five minutes.`,
  };
}

function evidenceOf(subject: Subject, { details, ping, connection }: Observation): Evidence[] {
  const { instance, region } = subject;
  const evidence: Evidence[] = [];
  if (details.pingStatus !== undefined) {
    const last = details.lastPingDateTime === undefined ? '' : `, last ping ${details.lastPingDateTime}`;
    evidence.push({ resource: instance.InstanceId, detail: `PingStatus is ${details.pingStatus}${last}.` });
  } else if (ping.known) {
    evidence.push({
      resource: instance.InstanceId,
      detail: `Systems Manager lists no such node in ${region.region}.`,
    });
  }
  if (connection?.known === true) {
    evidence.push({ resource: instance.InstanceId, detail: `GetConnectionStatus is ${connection.value}.` });
  }
  const quota = describeNodeQuota(region);
  if (quota !== undefined && ping.known && ping.value === 'ConnectionLost') {
    evidence.push({ resource: region.region, detail: quota });
  }
  return [...evidence, ...sessionEvidence(subject)];
}

const UNITS = [
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
] as const;

function describeLastPing({ takenAt }: Subject, { details }: Observation): string {
  if (details.lastPingDateTime === undefined) return '';
  const minutes = Math.floor((Date.parse(takenAt) - Date.parse(details.lastPingDateTime)) / 60_000);
  for (const [unit, length] of UNITS) {
    const count = Math.floor(minutes / length);
    if (count >= 1) return `; its last ping was ${count} ${unit}${count === 1 ? '' : 's'} ago`;
  }
  return `; its last ping was at ${details.lastPingDateTime}`;
}
