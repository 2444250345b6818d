import type { Evidence, Problem } from '../../model/finding.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { type Gap, read } from '../../model/known.ts';
import { PUBLIC_IPV4, PUBLIC_IPV6 } from './address-space.ts';
import { covers } from './cidr-set.ts';
import { ask } from './hop-result.ts';
import { findReach } from './security-groups.ts';

const ADMIN_PORTS = [22, 3389] as const;

export interface AdminPorts {
  readonly problems: readonly Problem[];
  readonly gaps: readonly Gap[];
  readonly evidence: readonly Evidence[];
}

/** Which security groups of any of the instance's interfaces admit SSH or RDP from the whole internet. */
export function findOpenAdminPorts(subject: Subject): AdminPorts {
  const { groupIds, gaps: unread } = listGroups(subject);
  const judged = groupIds.map((groupId) => recallGroup(subject, groupId));
  return {
    problems: judged.flatMap(({ problems }) => problems),
    gaps: [...unread, ...judged.flatMap(({ gaps }) => gaps)],
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

interface GroupList {
  readonly groupIds: readonly string[];
  readonly gaps: readonly Gap[];
}

/** The groups of every interface; any of them may be reached from the internet, also one that was not read. */
function listGroups({ instance }: Subject): GroupList {
  const interfaces = read(instance, 'NetworkInterfaces');
  if (!interfaces.known) return { groupIds: [], gaps: [interfaces.gap] };
  const lists = interfaces.value?.map(({ Groups }) => Groups?.map(({ GroupId }) => GroupId));
  const listed = lists?.flat().filter((id) => id !== undefined);
  // Every interface has a group, and every group an id.
  const isWhole =
    lists !== undefined &&
    lists.length > 0 &&
    lists.every((ids) => ids !== undefined && ids.length > 0 && !ids.includes(undefined));
  return {
    groupIds: [...new Set(listed)].sort(),
    gaps: isWhole ? [] : [ask(`Which security groups does ${instance.InstanceId} have?`)],
  };
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
