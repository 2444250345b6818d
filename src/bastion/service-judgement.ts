import type { Relay, ServiceDependant } from '../model/bastion.ts';
import type { Cause } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { findRelays } from './relays.ts';
import type { Target } from './target.ts';

export interface FoundService {
  readonly service: ServiceDependant;
  /** What it waits for. */
  readonly causes: readonly Cause[];
}

type Facts = Omit<ServiceDependant, 'relays' | 'judgement' | 'causes' | 'questions'>;

/** No session opens to a service itself: an instance that is ready has to forward a port to it. */
export function judgeService(
  facts: Facts,
  target: Target,
  port: number,
  candidates: readonly Subject[],
): FoundService {
  const { relays, mayExist } = findRelays(candidates, target, port);
  if (relays.length > 0) return conclude(facts, relays, {});
  const what = nameOf(facts);
  // What lets in a whole range does not say that anybody comes by the bastion.
  if (!facts.isDirect || facts.doubts.length > 0) {
    return conclude(facts, relays, {
      question: `Does anybody reach ${what} at port ${port} through the bastion? No instance was found that could forward the port instead.`,
    });
  }
  if (mayExist) {
    return conclude(facts, relays, {
      question: `Which instance may forward port ${port} to ${what}? Whether its groups let one in was not read.`,
    });
  }
  return conclude(facts, relays, { cause: relayCause(facts, port) });
}

export function nameOf({ kind, name, interfaces }: Pick<Facts, 'kind' | 'name' | 'interfaces'>): string {
  return [kind === 'other' ? 'the interface' : kind, name === '' ? (interfaces[0] ?? '') : name].join(' ');
}

function conclude(
  facts: Facts,
  relays: readonly Relay[],
  { question, cause }: { readonly question?: string; readonly cause?: Cause },
): FoundService {
  return {
    service: {
      ...facts,
      relays,
      judgement: cause !== undefined ? 'blocked' : question !== undefined ? 'open' : 'reached',
      causes: cause === undefined ? [] : [cause.key],
      questions: question === undefined ? [] : [question],
    },
    causes: cause === undefined ? [] : [cause],
  };
}

function relayCause(facts: Facts, port: number): Cause {
  const { accountId, region, groups } = facts;
  const admitting = facts.through.flatMap(({ admissions }) => admissions)[0]?.groupId;
  const group = admitting ?? groups[0] ?? 'security group';
  return {
    key: `${accountId}/${region}/security-group/${group}:admit-relay-${port}`,
    resource: { type: 'security-group', id: group },
    fix: {
      summary: `Admit TCP ${port} in ${group} from the group of an instance that is ready and whose agent is 3.1.1374.0 or later, so that it can forward the port to ${nameOf(facts)}.`,
      cli: `aws ec2 authorize-security-group-ingress --group-id ${group} --protocol tcp --port ${port} --source-group GROUP_OF_THE_RELAY --region ${region}`,
    },
  };
}
