import { AGENT_SITUATIONS } from './agent-situations.ts';
import { NETWORK_SITUATIONS } from './network-situations.ts';
import type { Situation } from './situation.ts';

export const SITUATIONS: readonly Situation[] = [...AGENT_SITUATIONS, ...NETWORK_SITUATIONS];
