import type { BASTION_ANSWERS, RegionInventory } from '../model/inventory.ts';
import { chainKnown } from '../model/known.ts';
import { type Ask, cutMember } from './answers.ts';
import { BASTION_REGION_CALLS } from './bastion-calls.ts';

type BastionAnswers = Pick<RegionInventory, (typeof BASTION_ANSWERS)[number]>;

/** What a bastion of the region may reach, and who is let in without one. */
export async function askBastionAnswers(ask: Ask): Promise<BastionAnswers> {
  const fields = BASTION_REGION_CALLS.map(async (call) => {
    const answer = await ask(call, call.input ?? {});
    return [call.feeds[0], chainKnown(answer, (response) => cutMember(call, 0, response))] as const;
  });
  return Object.fromEntries(await Promise.all(fields)) as unknown as BastionAnswers;
}
