import type { Report } from '../../src/model/report.ts';

const DOCS = 'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/rules';

/** A rule of each severity; the last has what a careless plugin may leave: no remediation, a relative address. */
export const rules: Report['rules'] = [
  {
    id: 'agent-online',
    title: 'Agent is registered and online',
    impact: 'blocks',
    severity: 'high',
    rationale: 'Session Manager reaches an instance only through an agent that keeps its connection open.',
    remediation: 'Start the agent, then see what its log says.',
    reads: ['InstanceInformationList', 'ConnectionStatuses'],
    docsUrl: `${DOCS}/agent-online.md`,
    options: {},
  },
  {
    id: 'endpoint-path-exists',
    title: 'A path leads to the Session Manager endpoints',
    impact: 'blocks',
    severity: 'critical',
    rationale: 'The agent opens its connections itself, so it needs a way out to both endpoints.',
    remediation: 'Add interface endpoints, a NAT gateway, or a public address.',
    reads: ['Subnets', 'RouteTables', 'VpcEndpoints'],
    hops: ['route', 'gateway', 'endpoint'],
    frameworks: { 'NIST 800-53': ['SC-7', 'AC-17'] },
    docsUrl: `${DOCS}/endpoint-path-exists.md`,
    options: {},
  },
  {
    id: 'ami-has-agent',
    title: 'The image ships the agent',
    impact: 'degrades',
    severity: 'medium',
    rationale: 'An instance of an image without the agent needs another way in before the first session.',
    remediation: 'Use an image of a family that ships the agent.',
    reads: ['Images'],
    docsUrl: `${DOCS}/ami-has-agent.md`,
    options: { families: ['golden-*'] },
  },
  {
    id: 'logging-policies-attached',
    title: 'The role may write session logs',
    impact: 'audit',
    severity: 'low',
    rationale: 'Without these rights sessions leave no record.',
    remediation: 'Attach a policy with the four logs actions.',
    reads: ['RoleDetailList', 'Policies'],
    docsUrl: `${DOCS}/logging-policies-attached.md`,
    options: { match: 'effective' },
  },
  {
    id: 'tagged',
    title: 'Instance carries an owner tag',
    impact: 'audit',
    severity: 'info',
    rationale: 'Instance carries an owner tag',
    remediation: '',
    reads: [],
    docsUrl: './docs/tagged.md',
    options: { assert: "Tags[?Key=='owner']" },
  },
];
