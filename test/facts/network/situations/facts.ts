import { ENDPOINT_FACTS } from './endpoint-facts.ts';
import type { Fact } from './fact.ts';
import { PACKET_FACTS } from './packet-facts.ts';
import { ZONE_FACTS } from './zone-facts.ts';

const OWN_PAGE =
  'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/architecture.md#the-three-ideas-that-carry-it';

/** What this project promises where AWS's documentation is not what decides. */
export const OWN_FACTS = {
  'unread-is-unknown': {
    says: 'An answer, or a part of one, that was not read decides nothing.',
    page: OWN_PAGE,
  },
  'possible-zone-is-not-assumed': {
    says: 'While the public addresses are in reach, a hosted zone that only might exist is not assumed.',
    page: OWN_PAGE,
  },
  'unreadable-is-unknown': {
    says: 'A text or a state that nobody can explain decides nothing.',
    page: OWN_PAGE,
  },
} as const satisfies Readonly<Record<string, Fact>>;

/** The facts that decide network situations. */
export const FACTS = { ...OWN_FACTS, ...PACKET_FACTS, ...ENDPOINT_FACTS, ...ZONE_FACTS };

export type FactName = keyof typeof FACTS;
