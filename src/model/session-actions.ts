import type { Stage } from './finding.ts';

/** The five actions that a session needs, each with the part of the session that fails without it. */
export const SESSION_ACTIONS: readonly { readonly action: string; readonly stage: Stage }[] = [
  { action: 'ssm:UpdateInstanceInformation', stage: 'ssm' },
  { action: 'ssmmessages:CreateControlChannel', stage: 'ssmmessages' },
  { action: 'ssmmessages:OpenControlChannel', stage: 'ssmmessages' },
  { action: 'ssmmessages:CreateDataChannel', stage: 'session' },
  { action: 'ssmmessages:OpenDataChannel', stage: 'session' },
];
