import { describeGap } from '../model/known.ts';
import type { PathKind, Service } from '../model/path.ts';
import type { ReportHop, ReportPath } from '../model/report.ts';
import type { Style } from './terminal-text.ts';

const PURPOSES: Readonly<Record<Service, string>> = {
  ssm: 'registration and heartbeat',
  ssmmessages: 'control and data channels of every session',
  kms: 'the key that the session preferences name',
  logs: 'the log group that the session preferences name',
  s3: 'the bucket that the session preferences name',
  ec2messages: 'Run Command with this old agent; sessions do not need it',
};

const WAYS: Readonly<Record<PathKind, string>> = {
  endpoint: 'by interface endpoint',
  'gateway-endpoint': 'by gateway endpoint',
  'internet-gateway': 'by internet gateway',
  'nat-gateway': 'by NAT gateway',
  'nat-instance': 'by NAT instance',
  'beyond-vpc': 'out of the VPC',
  none: 'no way leads there',
  undecided: 'the way is not decided',
};

export function purposeOf({ service }: ReportPath): string {
  return PURPOSES[service];
}

export function wayOf({ kind }: ReportPath): string {
  return WAYS[kind];
}

/** What was found at a hop, the worst first. */
export function listSayings({ problems, gaps, evidence }: ReportHop): string[] {
  return [
    ...problems.map(({ message }) => message),
    ...gaps.map(describeGap),
    ...evidence.map(({ resource, detail }) => `${resource}: ${detail}`),
  ];
}

/** Whether the path works, and where it does not. */
export function summarisePath({ hops }: ReportPath): { readonly outcome: string; readonly style: Style } {
  const failing = hops.filter(({ status }) => status === 'fail').map(({ name }) => name);
  if (failing.length > 0) return { outcome: `stops at ${failing.join(', ')}`, style: 'red' };
  const open = hops.filter(({ status }) => status === 'unknown').map(({ name }) => name);
  if (open.length > 0) return { outcome: `not settled at ${open.join(', ')}`, style: 'magenta' };
  const limited = hops.filter(({ status }) => status === 'degraded').map(({ name }) => name);
  if (limited.length > 0) return { outcome: `works, not always: ${limited.join(', ')}`, style: 'yellow' };
  return { outcome: 'works', style: 'green' };
}
