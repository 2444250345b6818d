/** First agent with Session Manager. AWS Systems Manager User Guide, "Troubleshooting Session Manager"; agent release notes. */
export const SESSION_MANAGER_MINIMUM = '2.3.68.0';

/** First agent that Default Host Management Configuration supports. User Guide, "Default Host Management Configuration". */
export const DEFAULT_HOST_MANAGEMENT_MINIMUM = '3.2.582.0';

/**
 * First agent that leaves `ec2messages` alone while `ssmmessages` is connected, but on Windows Server 2012 and before.
 * User Guide, "ec2messages, ssmmessages, and other API operations"; agent release notes.
 */
export const WITHOUT_EC2MESSAGES_MINIMUM = '3.3.40.0';

export const AGENT_FEATURES = [
  'cloudwatch-streaming',
  'diagnostics',
  'kms',
  'port-forwarding',
  'remote-host',
  'run-as',
  'shell-profile',
  'ssh',
] as const;
export type AgentFeature = (typeof AGENT_FEATURES)[number];

interface FeatureMinimum {
  readonly title: string;
  /** From this version on every page of AWS agrees that the feature works. */
  readonly minimum: string;
  /** AWS's pages disagree from this version up to the minimum; below it all agree that the feature is missing. */
  readonly disputedFrom?: string;
  readonly source: string;
}

const PREREQUISITES = 'User Guide, "Complete Session Manager prerequisites"';
const START_PAGE = 'User Guide, "Start a session"';
const NOTES = 'amazon-ssm-agent release notes';

/** Minimum agent version of each feature of Session Manager, as read in 2026. */
export const FEATURE_MINIMUMS: Readonly<Record<AgentFeature, FeatureMinimum>> = {
  'cloudwatch-streaming': {
    title: 'streaming of session logs to CloudWatch Logs',
    minimum: '3.0.356.0',
    disputedFrom: '3.0.284.0',
    source: `${PREREQUISITES} says 3.0.284.0; ${NOTES} list it under 3.0.356.0`,
  },
  diagnostics: {
    title: '`ssm-cli get-diagnostics`',
    minimum: '3.1.501.0',
    source: 'User Guide, "Troubleshooting managed node availability using ssm-cli"',
  },
  kms: { title: 'KMS encryption of session data', minimum: '2.3.539.0', source: PREREQUISITES },
  'port-forwarding': {
    title: 'port forwarding',
    minimum: '3.0.222.0',
    disputedFrom: '2.3.672.0',
    source: `${PREREQUISITES} says 3.0.222.0; ${START_PAGE} says 2.3.672.0`,
  },
  'remote-host': {
    title: 'port forwarding to a remote host',
    minimum: '3.1.1374.0',
    disputedFrom: '3.1.1188.0',
    source: `${START_PAGE} says 3.1.1374.0; ${NOTES} list it under 3.1.1188.0`,
  },
  'run-as': { title: 'Run As on Linux and macOS', minimum: '2.3.672.0', source: NOTES },
  'shell-profile': { title: 'shell profiles', minimum: '3.0.161.0', source: PREREQUISITES },
  ssh: {
    title: 'SSH and SCP through Session Manager',
    minimum: '3.0.222.0',
    disputedFrom: '2.3.672.0',
    source: `${PREREQUISITES} says 3.0.222.0; ${NOTES} list it under 2.3.672.0`,
  },
};
