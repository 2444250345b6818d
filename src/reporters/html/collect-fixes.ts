import type { Fix } from '../../model/finding.ts';
import type { Report, ReportCause } from '../../model/report.ts';
import { sanitise } from '../terminal-text.ts';
import type { PageFix, PageRemedy } from './page-data.ts';
import { Pool } from './pool.ts';
import { shape, shapeLines } from './shape.ts';

/** The fixes of a report. Hosts of one system share all of theirs but the id. */
export class FixList {
  readonly remedies = new Pool<PageRemedy>();
  readonly fixes = new Pool<PageFix>();
  private readonly byCause: ReadonlyMap<string, number>;

  constructor(report: Report) {
    this.byCause = new Map(report.causes.map((cause) => [cause.key, this.addCause(cause)]));
  }

  /** Undefined for a cause that the report does not list. */
  find(causeKey: string): number | undefined {
    return this.byCause.get(causeKey);
  }

  add(fix: Fix, id?: string): number {
    const remedy = this.remedies.add(toRemedy(fix, id));
    return this.fixes.add(id === undefined ? { remedy } : { remedy, id: sanitise(id) });
  }

  private addCause({ fix, resource }: ReportCause): number {
    return this.add(fix, resource.type === 'instance' ? resource.id : undefined);
  }
}

export function toRemedy({ summary, steps, cli, terraform, policy, delay }: Fix, id?: string): PageRemedy {
  return {
    summary: shape(summary, id),
    ...(steps === undefined ? {} : { steps: steps.map((step) => shape(step, id)) }),
    ...(cli === undefined ? {} : { cli: shapeLines(cli, id) }),
    ...(terraform === undefined ? {} : { terraform: shapeLines(terraform, id) }),
    ...(policy === undefined ? {} : { policy: shapeLines(JSON.stringify(policy, undefined, 2), id) }),
    ...(delay === undefined ? {} : { delay: shape(delay, id) }),
  };
}
