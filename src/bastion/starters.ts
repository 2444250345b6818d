import type { Starters } from '../model/bastion.ts';
import type { IamInventory, Subject } from '../model/inventory.ts';
import { known } from '../model/known.ts';
import { listPeople, type Person } from './people.ts';
import { tellGap } from './tell-gap.ts';
import { type MayStart, mayStart } from './start-rights.ts';

/** Hosts to which nobody may start a session, and those for which a condition decides. */
export interface StartAnswer {
  readonly starters: Starters;
  readonly closed: readonly Subject[];
  readonly unclear: readonly Subject[];
  /** Why nobody can say. */
  readonly question?: string;
}

/** Who may is told by so many hosts; whether anybody may is asked of every one. */
const SAMPLE = 20;

/** Who may start sessions to these hosts, as far as IAM shows it: not what the organisation forbids. */
export function findStarters(iam: IamInventory, targets: readonly Subject[]): StartAnswer {
  const { AuthorizationDetails: details } = iam;
  const [place] = targets;
  const nobody = { certain: [], conditional: [], broad: [] };
  if (!details.known) {
    const question = `Who may start sessions (ssm:StartSession)? ${tellGap(details.gap)}`;
    const isAsked = place !== undefined;
    return {
      starters: { isRead: false, ...nobody },
      closed: [],
      unclear: [],
      ...(isAsked ? { question } : {}),
    };
  }
  if (place === undefined) return { starters: { isRead: true, ...nobody }, closed: [], unclear: [] };
  const people = listPeople(details.value);
  const all: IamInventory = { ...iam, Policies: known(details.value.Policies) };
  const broad = people.filter((person) => mayStart(person, all, place, undefined) === 'yes');
  const others = people.filter((person) => !broad.includes(person));
  const ask = (person: Person, target: Subject): MayStart => mayStart(person, all, place, target);
  const closed: Subject[] = [];
  const unclear: Subject[] = [];
  for (const target of targets) {
    // A tag of the host may forbid what is allowed for any.
    const isOpen = [...broad, ...others].some((person) => ask(person, target) === 'yes');
    if (isOpen) continue;
    const mayBeOpen = people.some((person) => ask(person, target) === 'unclear');
    (mayBeOpen ? unclear : closed).push(target);
  }
  const sample = targets.slice(0, SAMPLE);
  const words = others.map((person) => [person, sample.map((target) => ask(person, target))] as const);
  const certain = words.filter(([, answers]) => answers.includes('yes')).map(([person]) => person);
  const conditional = words.filter(([, answers]) => !answers.includes('yes') && answers.includes('unclear'));
  return {
    starters: {
      isRead: true,
      certain: [...broad, ...certain].map(({ arn }) => arn).sort(),
      conditional: conditional.map(([{ arn }]) => arn),
      broad: broad.map(({ arn }) => arn),
    },
    closed,
    unclear,
  };
}
