import { SEVERITIES, type Severity } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { isSetAside } from '../model/verdict.ts';
import type { Change } from './table-changes.ts';
import type { Level } from './workflow-command.ts';

/** The highest severity of the open failures that each cause stands behind, stopped instances left aside. */
export function rankLevels({ instances }: Report): ReadonlyMap<string, Severity> {
  const highest = new Map<string, Severity>();
  for (const { verdict, findings } of instances) {
    if (isSetAside(verdict)) continue;
    for (const { status, decision, severity, problems } of findings) {
      if (status !== 'fail' || decision.kind !== 'open') continue;
      for (const { cause } of problems) highest.set(cause, worse(severity, highest.get(cause)));
    }
  }
  return highest;
}

/** What keeps a running instance blocked is an error, whatever severity its rule was given. */
export function levelOf({ causes, running }: Change, severities: ReadonlyMap<string, Severity>): Level {
  const [severity] = causes
    .flatMap(({ key }) => severities.get(key) ?? [])
    .sort((a, b) => SEVERITIES.indexOf(b) - SEVERITIES.indexOf(a));
  // Nothing open is behind it: all of it is in the baseline.
  if (severity === undefined) return 'notice';
  if (running > 0 || severity === 'critical' || severity === 'high') return 'error';
  return severity === 'medium' ? 'warning' : 'notice';
}

function worse(one: Severity, other: Severity | undefined): Severity {
  return other !== undefined && SEVERITIES.indexOf(other) > SEVERITIES.indexOf(one) ? other : one;
}
