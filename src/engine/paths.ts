import { hash } from 'node:crypto';
import type { NetworkPath } from '../model/path.ts';
import type { ReportPath } from '../model/report.ts';

/** Gathers the paths of all instances, each once, and gives the id by which instances refer to theirs. */
export class PathList {
  readonly #ids = new Map<NetworkPath, string>();
  readonly #paths = new Map<string, ReportPath>();

  get paths(): readonly ReportPath[] {
    return [...this.#paths.values()];
  }

  /** Instances of one situation share the object; others may still have equal paths. */
  add(path: NetworkPath): string {
    const known = this.#ids.get(path);
    if (known !== undefined) return known;
    const content = toContent(path);
    // By content, so that reports of two scans can be compared and joined; AWS lists things in no fixed order.
    const id = hash('sha256', JSON.stringify(sortContent(content))).slice(0, 16);
    this.#ids.set(path, id);
    if (!this.#paths.has(id)) this.#paths.set(id, { id, ...content });
    return id;
  }
}

function sortContent({ service, kind, hops }: Omit<ReportPath, 'id'>): unknown {
  return [
    service,
    kind,
    hops.map(({ name, status, problems, gaps, evidence }) => [
      name,
      status,
      ...[problems, gaps, evidence].map((items) => items.map((item) => JSON.stringify(item)).sort()),
    ]),
  ];
}

function toContent({ service, kind, hops }: NetworkPath): Omit<ReportPath, 'id'> {
  return {
    service,
    kind,
    hops: hops.map(({ name, status, problems, gaps, evidence }) => ({
      name,
      status,
      problems: problems.map(({ at, message, cause }) => ({
        at,
        message,
        cause: cause.key,
        fix: cause.fix,
      })),
      gaps,
      evidence,
    })),
  };
}
