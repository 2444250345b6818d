import type { ReportInstance } from '../../model/report.ts';
import { describeLastSession } from '../last-session.ts';
import type { Row } from '../table-rows.ts';

/** The next step, said so that it can stand alone. */
export function nextStepOf({ next }: Row): string | undefined {
  if (next === undefined) return undefined;
  return next.kind === 'fix' ? `Fix: ${next.text}` : `To settle: ${next.text}`;
}

/** What AWS says about the instance and its agent, and where it is. */
export function listFacts(instance: ReportInstance): string[] {
  const { state, vpcId, subnetId, arn, observed } = instance;
  const platform = [observed.platformName, observed.platformVersion].filter((part) => part !== undefined);
  const facts: readonly (readonly [string, string | undefined])[] = [
    ['state', state],
    ['PingStatus', observed.pingStatus],
    ['connection status', observed.connectionStatus],
    ['last ping', observed.lastPingDateTime],
    ['agent', observed.agentVersion],
    ['platform', platform.length === 0 ? undefined : platform.join(' ')],
    ['launched', observed.launchTime],
    ['VPC', vpcId],
    ['subnet', subnetId],
    ['ARN', arn],
  ];
  const session = describeLastSession(instance);
  return [
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    ...(session === undefined ? [] : [session]),
  ];
}

export function listTags({ tags }: ReportInstance): string[] {
  return tags.map(({ Key = '', Value = '' }) => `${Key}=${Value}`);
}
