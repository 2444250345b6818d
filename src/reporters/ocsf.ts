import type { Report, Reporter } from '../model/report.ts';
import { escapeUnsafe } from '../model/plain-json.ts';
import { indexCauses } from './finding-text.ts';
import type { Context } from './ocsf-common.ts';
import { toEvent } from './ocsf-event.ts';
import { toUnreadEvent } from './ocsf-unread.ts';

/**
 * Events of the class Compliance Finding as one JSON array, an event a line, as other scanners of AWS write them. What
 * does not apply to an instance, and instances that AWS services run, have no event.
 */
export const ocsfReporter: Reporter = {
  name: 'ocsf',
  description: 'OCSF compliance findings, for security data lakes',
  render(report) {
    const context = toContext(report);
    const unread = report.scopes.filter(({ status }) => status === 'unreadable');
    const events = [
      ...report.instances
        .filter(({ verdict }) => verdict !== 'excluded')
        .flatMap((instance) =>
          instance.findings
            .filter(({ status }) => status !== 'not-applicable')
            .map((finding) => toLine(toEvent(context, instance, finding))),
        ),
      ...unread.map((scope) => toLine(toUnreadEvent(context, scope))),
    ];
    return events.length === 0 ? '[]\n' : `[\n${events.join(',\n')}\n]\n`;
  },
};

function toLine(event: object): string {
  return escapeUnsafe(JSON.stringify(event));
}

function toContext(report: Report): Context {
  return {
    report,
    time: Date.parse(report.generatedAt),
    rules: new Map(report.rules.map((rule) => [rule.id, rule])),
    causes: indexCauses(report),
  };
}
