import type {
  BastionQuestion,
  BastionRoute,
  Blocker,
  Dependant,
  ServiceDependant,
} from '../model/bastion.ts';
import type { Subject } from '../model/inventory.ts';
import type { Conclusion } from './conclude.ts';
import type { Door } from './door.ts';
import { isEverything, routeCause } from './routes-through.ts';
import { nameOf } from './service-judgement.ts';

/** Instances that are out of Session Manager's reach; of those that the bastion only may reach it is a question. */
export function weighDependant(dependant: Dependant): Conclusion {
  const { arn, instanceId, name, judgement, doubts, reason, causes, questions, verdict } = dependant;
  const who = name === '' ? instanceId : `${instanceId} (${name})`;
  if (judgement === 'reached' || judgement === 'exempt') return NOTHING;
  if (judgement === 'blocked' && doubts.length === 0) {
    const stopped = verdict === 'dormant' ? 'It is stopped, and would be blocked when started. ' : '';
    return {
      blockers: [{ kind: 'instance', about: arn, message: `${who}: ${stopped}${reason}`, causes }],
      questions: [],
    };
  }
  if (doubts.length > 0) {
    const asked = doubts.map((doubt) =>
      ask(
        `Does the bastion reach ${who}, which Session Manager does not reach for certain? ${doubt}`,
        instanceId,
      ),
    );
    return { blockers: [], questions: asked };
  }
  const open = questions.length > 0 ? questions : [`Can Session Manager reach ${who}? ${reason}`];
  return { blockers: [], questions: open.map((question) => ask(question, instanceId)) };
}

export function weighService(service: ServiceDependant): Conclusion {
  const { judgement, port, causes, questions, interfaces } = service;
  const about = interfaces[0] ?? '';
  if (judgement === 'blocked') {
    const message = `${nameOf(service)}: no instance that is ready is let in at port ${port} to forward it.`;
    return { blockers: [{ kind: 'service', about, message, causes }], questions: [] };
  }
  return { blockers: [], questions: questions.map((question) => ask(question, about)) };
}

export function weighRoutes(door: Door, routes: readonly BastionRoute[]): Blocker[] {
  const id = door.subject.instance.InstanceId;
  return routes.map((route) => {
    const { routeTableId, destination, subnets } = route;
    const what = isEverything(destination) ? 'is the NAT of' : `carries ${destination} for`;
    const whom = subnets.length === 0 ? 'no subnet yet' : subnets.join(', ');
    return {
      kind: 'route',
      about: id,
      message: `${id} ${what} ${routeTableId} (${whom}): without it their traffic stops.`,
      causes: [routeCause(door, route).key],
    };
  });
}

/** Nobody could open what is ready. */
export function weighClosed(closed: readonly Subject[], cause: string): Blocker[] {
  const [first] = closed;
  if (first === undefined) return [];
  const whom =
    closed.length === 1
      ? first.instance.InstanceId
      : `${closed.length} of them, ${first.instance.InstanceId} the first`;
  const message = `Nobody may start a session (ssm:StartSession) to ${whom}.`;
  return [{ kind: 'start-session', about: first.arn, message, causes: [cause] }];
}

function ask(question: string, id: string): BastionQuestion {
  return { question, about: [id] };
}

const NOTHING: Conclusion = { blockers: [], questions: [] };
