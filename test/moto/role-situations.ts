import { CONDITION_SITUATIONS } from './identity/conditions.ts';
import { CREDENTIAL_SITUATIONS } from './identity/credentials.ts';
import { HOST_MANAGEMENT_SITUATIONS } from './identity/host-management.ts';
import { LOG_TARGET_SITUATIONS } from './identity/log-targets.ts';
import { MANAGED_POLICY_SITUATIONS } from './identity/managed-policies.ts';
import { OWN_POLICY_SITUATIONS } from './identity/own-policies.ts';
import { PREFERENCE_SITUATIONS } from './identity/preferences.ts';
import type { RoleSituation } from './identity/role-situation.ts';
import { SESSION_KEY_SITUATIONS } from './identity/session-keys.ts';
import { TRUST_SITUATIONS } from './identity/trust.ts';

export const ROLE_SITUATIONS: readonly RoleSituation[] = [
  ...CREDENTIAL_SITUATIONS,
  ...HOST_MANAGEMENT_SITUATIONS,
  ...TRUST_SITUATIONS,
  ...MANAGED_POLICY_SITUATIONS,
  ...OWN_POLICY_SITUATIONS,
  ...CONDITION_SITUATIONS,
  ...PREFERENCE_SITUATIONS,
  ...LOG_TARGET_SITUATIONS,
  ...SESSION_KEY_SITUATIONS,
];
