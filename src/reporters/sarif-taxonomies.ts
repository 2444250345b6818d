import type { ReportingDescriptorRelationship, ToolComponent, ToolComponentReference } from 'sarif';
import type { Report } from '../model/report.ts';
import { findStandard } from '../model/standards.ts';
import { compare } from '../model/subjects.ts';
import { toPlainText } from './sarif-text.ts';

type ReportRule = Report['rules'][number];

/** A standard with those of its controls that the rules of a report are relevant to, both in order. */
export interface Taxonomy {
  readonly standard: string;
  readonly controls: readonly string[];
}

export function listTaxonomies(rules: readonly ReportRule[]): Taxonomy[] {
  const controls = new Map<string, Set<string>>();
  for (const { standards = {} } of rules) {
    for (const [standard, ids] of Object.entries(standards)) {
      const met = controls.get(standard) ?? new Set<string>();
      for (const id of ids) met.add(id);
      controls.set(standard, met);
    }
  }
  return [...controls]
    .map(([standard, ids]): Taxonomy => ({ standard, controls: [...ids].sort(compare) }))
    .sort((a, b) => compare(a.standard, b.standard));
}

/** Controls by their ids alone: the texts of CIS are licensed, and those of the others stand where the address leads. */
export function describeTaxonomy({ standard, controls }: Taxonomy): ToolComponent {
  const found = findStandard(standard);
  return {
    name: nameOf(standard),
    ...(found === undefined ? {} : { organization: found.publisher, informationUri: found.url }),
    ...(found?.version === undefined ? {} : { version: found.version }),
    ...(found === undefined ? {} : { guid: found.guid }),
    isComprehensive: false,
    taxa: controls.map((id) => ({ id: toPlainText(id, 100) })),
  };
}

export function referTo({ standard }: Taxonomy, index: number): ToolComponentReference {
  const guid = findStandard(standard)?.guid;
  return { name: nameOf(standard), index, ...(guid === undefined ? {} : { guid }) };
}

/** `relevant`: a rule asks less than a control, or more, or something next to it; no pass proves a control met. */
export function relate(
  { standards = {} }: ReportRule,
  taxonomies: readonly Taxonomy[],
): ReportingDescriptorRelationship[] {
  return taxonomies.flatMap((taxonomy, index) =>
    [...new Set(standards[taxonomy.standard])].sort(compare).map((id) => ({
      target: {
        id: toPlainText(id, 100),
        index: taxonomy.controls.indexOf(id),
        toolComponent: referTo(taxonomy, index),
      },
      kinds: ['relevant'],
    })),
  );
}

function nameOf(standard: string): string {
  return findStandard(standard)?.name ?? toPlainText(standard, 100);
}
