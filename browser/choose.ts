import type { FindingStatus } from '../src/model/finding.ts';
import type { VerdictName } from '../src/model/verdict.ts';
import { at, fill, type PageData, type PageInstance } from '../src/reporters/html/page-data.ts';

/** What the reader asked for; empty means anything. */
export interface Filters {
  readonly words: readonly string[];
  readonly verdicts: ReadonlySet<VerdictName>;
  readonly rule?: number;
  readonly status?: FindingStatus;
  readonly region?: string;
  readonly account?: string;
}

/** Finds instances by their texts; what is searched is put together when somebody first searches. */
export class Chooser {
  private readonly searched = new Map<PageInstance, string>();
  private readonly data: PageData;

  constructor(data: PageData) {
    this.data = data;
  }

  /** Places of the instances that match, in the order of the page. */
  choose(filters: Filters): number[] {
    const places: number[] = [];
    this.data.instances.forEach((instance, index) => {
      if (this.matches(instance, filters)) places.push(index);
    });
    return places;
  }

  private matches(instance: PageInstance, filters: Filters): boolean {
    const { words, verdicts, region, account } = filters;
    const { texts } = this.data;
    return (
      (verdicts.size === 0 || verdicts.has(instance.verdict)) &&
      (region === undefined || at(texts, instance.region) === region) &&
      (account === undefined || at(texts, instance.account) === account) &&
      this.isFound(instance, filters) &&
      words.every((word) => this.textOf(instance).includes(word))
    );
  }

  /** Rule and finding mean each other: this rule with that result. One alone means any of the other. */
  private isFound({ findings }: PageInstance, { rule, status }: Filters): boolean {
    const statusAt = (column: number): FindingStatus => at(this.data.findings, at(findings, column)).status;
    if (rule !== undefined)
      return status === undefined ? statusAt(rule) !== 'not-applicable' : statusAt(rule) === status;
    return status === undefined || findings.some((_, column) => statusAt(column) === status);
  }

  private textOf(instance: PageInstance): string {
    const known = this.searched.get(instance);
    if (known !== undefined) return known;
    const { id, name, account, region, reason, facts, tags = [] } = instance;
    const texts = [account, region, reason, ...facts, ...tags].map((place) =>
      fill(at(this.data.texts, place), id),
    );
    const text = [id, name, ...texts].join('\n').toLowerCase();
    this.searched.set(instance, text);
    return text;
  }
}

export function splitWords(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '');
}
