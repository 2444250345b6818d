import type { Notification } from 'sarif';
import type { Scope } from '../model/inventory.ts';
import type { Gap } from '../model/known.ts';
import type { ReportInstance } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { referToNotification, type NotificationId } from './sarif-notification-kinds.ts';
import { toMessage, toPlainText } from './sarif-text.ts';

/** A gap that the reading left: a call without an answer. The other kinds are open questions, no failed calls. */
export type ReadGap = Extract<Gap, { readonly action: string }>;

export function isReadGap(gap: Gap): gap is ReadGap {
  return gap.kind === 'denied' || gap.kind === 'api-error' || gap.kind === 'not-collected';
}

interface Incident {
  readonly id: NotificationId;
  /** The IAM action, or the id of the rule. */
  readonly about: string;
  readonly fact: string;
  readonly details: Readonly<Record<string, string>>;
  readonly ruleIds: Set<string>;
  readonly arns: Set<string>;
}

/**
 * One error per call without an answer, and per rule that broke off, with how many instances it leaves undecided.
 * SARIF's error level says that the results may be incomplete.
 */
export function toNotifications(scope: Scope, instances: readonly ReportInstance[]): Notification[] {
  const incidents = new Map<string, Incident>();
  const meet = (incident: Omit<Incident, 'ruleIds' | 'arns'>): Incident => {
    const key = `${incident.about} ${incident.id}`;
    const found = incidents.get(key) ?? { ...incident, ruleIds: new Set<string>(), arns: new Set<string>() };
    incidents.set(key, found);
    return found;
  };
  for (const gap of scope.gaps.filter(isReadGap)) meet(ofGap(gap));
  for (const { arn, findings, verdict } of instances) {
    if (verdict === 'excluded') continue;
    for (const finding of findings) {
      const met = finding.status === 'unknown' ? finding.gaps.filter(isReadGap).map(ofGap) : [];
      if (finding.status === 'error') met.push(ofRuleError(finding.ruleId));
      for (const incident of met.map(meet)) {
        incident.ruleIds.add(finding.ruleId);
        incident.arns.add(arn);
      }
    }
  }
  return [...incidents.keys()].sort(compare).flatMap((key) => {
    const incident = incidents.get(key);
    return incident === undefined ? [] : [toNotification(incident, scope)];
  });
}

function ofGap(gap: ReadGap): Omit<Incident, 'ruleIds' | 'arns'> {
  const { action } = gap;
  const about = { id: gap.kind, about: action };
  if (gap.kind === 'denied') return { ...about, fact: `'${action}' was denied`, details: { action } };
  if (gap.kind === 'not-collected')
    return { ...about, fact: `'${action}' was not collected`, details: { action } };
  return {
    ...about,
    fact: `'${action}' failed with '${gap.code}'`,
    details: { action, errorCode: gap.code },
  };
}

function ofRuleError(ruleId: string): Omit<Incident, 'ruleIds' | 'arns'> {
  return { id: 'rule-error', about: ruleId, fact: `Rule '${ruleId}' broke off`, details: {} };
}

function toNotification(incident: Incident, { accountId, region }: Scope): Notification {
  const { id, fact, details, ruleIds, arns } = incident;
  const rules = [...ruleIds].sort(compare);
  const effect =
    arns.size === 0
      ? 'No finding depends on it'
      : `Undecided for ${arns.size === 1 ? '1 instance' : `${arns.size} instances`}: ${rules.join(', ')}`;
  return {
    descriptor: referToNotification(id),
    level: 'error',
    message: { text: toMessage([`${fact} in '${accountId}/${region}'`, effect]) },
    properties: {
      account: accountId,
      region,
      ...Object.fromEntries(Object.entries(details).map(([key, value]) => [key, toPlainText(value, 200)])),
      rules,
      affectedInstances: arns.size,
    },
  };
}
