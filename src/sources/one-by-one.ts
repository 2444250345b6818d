import { known, type Gap, type Known } from '../model/known.ts';
import type { Response } from './answers.ts';
import { actionOf, type Call } from './calls.ts';

/** Nobody may ask, or nobody did: another call may still answer. */
export function isRefused(gap: Gap): boolean {
  return gap.kind === 'denied' || gap.kind === 'not-collected';
}

const UNEXPECTED = 'UnexpectedAnswer';

export function unexpected(call: Call): { readonly known: false; readonly gap: Gap } {
  const message = 'not what AWS answers';
  return { known: false, gap: { kind: 'api-error', action: actionOf(call), code: UNEXPECTED, message } };
}

/** Whether an answer is about what was asked, as far as it says so: in a folder it may be about something else. */
export function isAbout(response: Response, input: Readonly<Record<string, string>>): boolean {
  return Object.entries(input).every(([key, value]) => (response[key] ?? value) === value);
}

/**
 * Asks about each name. A gap when not one can be read. What fails for the first as it would for all (a throttled
 * service, no network) is not asked any more; what is refused is, since policies tell roles apart.
 */
export async function askOneByOne<T>(
  names: readonly string[],
  ask: (name: string) => Promise<Known<T>>,
): Promise<Known<readonly (readonly [name: string, answer: Known<T>])[]>> {
  const [first, ...rest] = names;
  if (first === undefined) return known([]);
  const probe = await ask(first);
  if (!probe.known && !isOfOneAlone(probe.gap)) return probe;
  const others = rest.map(async (name) => [name, await ask(name)] as const);
  const answers = [[first, probe] as const, ...(await Promise.all(others))];
  return probe.known || answers.some(([, answer]) => answer.known) ? known(answers) : probe;
}

function isOfOneAlone(gap: Gap): boolean {
  return isRefused(gap) || (gap.kind === 'api-error' && gap.code === UNEXPECTED);
}
