import type { Evidence, Problem } from '../../model/finding.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { type Gap, type Known, known, read } from '../../model/known.ts';
import { PUBLIC_IPV4, PUBLIC_IPV6 } from './address-space.ts';
import { covers } from './cidr-set.ts';
import { ask } from './path.ts';
import { findReach } from './security-groups.ts';

const ADMIN_PORTS = [22, 3389] as const;

export interface AdminPorts {
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
  readonly evidence: readonly Evidence[];
}

/** Which security groups of any of the instance's interfaces admit SSH or RDP from the whole internet. */
export function findOpenAdminPorts(subject: Subject): AdminPorts {
  const groups = listGroups(subject);
  if (!groups.known) return { problems: [], gaps: [groups.gap], evidence: [] };
  const judged = groups.value.map((groupId) => recallGroup(subject, groupId));
  return {
    problems: judged.flatMap(({ problems }) => problems),
    gaps: judged.flatMap(({ gaps }) => gaps),
    evidence: judged.flatMap(({ evidence }) => evidence),
  };
}

const cache = new WeakMap<RegionInventory, Map<string, AdminPorts>>();

/** A group says the same of each of its instances. */
function recallGroup(subject: Subject, groupId: string): AdminPorts {
  let judged = cache.get(subject.region);
  if (judged === undefined) cache.set(subject.region, (judged = new Map()));
  const key = `${subject.accountId} ${groupId}`;
  let answer = judged.get(key);
  if (answer === undefined) judged.set(key, (answer = judgeGroup(subject, groupId)));
  return answer;
}

function judgeGroup(subject: Subject, groupId: string): AdminPorts {
  const problems: Problem[] = [];
  const gaps: Gap[] = [];
  for (const port of ADMIN_PORTS) {
    const v4 = findReach(subject.region, [groupId], 'in', port);
    const v6 = findReach(subject.region, [groupId], 'in', port, { family: 6 });
    const open = [
      ...(covers(v4.addresses, PUBLIC_IPV4) ? ['0.0.0.0/0'] : []),
      ...(covers(v6.addresses, PUBLIC_IPV6) ? ['::/0'] : []),
    ];
    if (open.length > 0) problems.push(describe(subject, groupId, port, open));
    else gaps.push(...v4.gaps, ...v6.gaps);
  }
  return {
    problems,
    gaps,
    evidence: [{ resource: groupId, detail: 'Judged for inbound TCP 22 and 3389.' }],
  };
}

/** The groups of every interface; any of them may be reached from the internet. */
function listGroups({ instance }: Subject): Known<readonly string[]> {
  const interfaces = read(instance, 'NetworkInterfaces');
  if (!interfaces.known) return interfaces;
  const ids = new Set<string>();
  for (const { Groups } of interfaces.value ?? []) {
    for (const { GroupId } of Groups ?? []) if (GroupId !== undefined) ids.add(GroupId);
  }
  if (ids.size > 0) return known([...ids].sort());
  return { known: false, gap: ask(`Which security groups does ${instance.InstanceId} have?`) };
}

function describe(
  { accountId, region }: Subject,
  groupId: string,
  port: number,
  open: readonly string[],
): Problem {
  const from = open.join(' and ');
  const revoke = open.map((cidr) =>
    cidr.includes(':')
      ? `aws ec2 revoke-security-group-ingress --group-id ${groupId} --ip-permissions IpProtocol=tcp,FromPort=${port},ToPort=${port},Ipv6Ranges='[{CidrIpv6=${cidr}}]' --region ${region.region}`
      : `aws ec2 revoke-security-group-ingress --group-id ${groupId} --protocol tcp --port ${port} --cidr ${cidr} --region ${region.region}`,
  );
  return {
    at: `${groupId}:${port}`,
    message: `${groupId} admits TCP ${port} from ${from}.`,
    cause: {
      key: `${accountId}/${region.region}/security-group/${groupId}:close-${port}`,
      resource: { type: 'security-group', id: groupId },
      fix: {
        summary: `Remove the rules of ${groupId} that admit TCP ${port} from the internet; rules for wider ranges have to be narrowed by hand.`,
        cli: revoke.join('\n'),
      },
    },
  };
}
