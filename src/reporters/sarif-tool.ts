import type { ReportingDescriptor, Tool } from 'sarif';
import type { Report } from '../model/report.ts';
import { notificationDescriptors } from './sarif-notification-kinds.ts';
import { describeRule, PROJECT_URL, sortRules } from './sarif-rules.ts';
import { referTo, relate, type Taxonomy } from './sarif-taxonomies.ts';

/** Every rule that ran, failing or not, so that a reader can tell "nothing wrong" from "not asked". */
export function describeTool(report: Report, taxonomies: readonly Taxonomy[]): Tool {
  const { name, version } = report.tool;
  return {
    driver: {
      name,
      fullName: `${name} ${version}, reachability of EC2 instances by Session Manager`,
      semanticVersion: version,
      informationUri: PROJECT_URL,
      rules: sortRules(report).map((rule): ReportingDescriptor => {
        const relationships = relate(rule, taxonomies);
        return { ...describeRule(rule), ...(relationships.length === 0 ? {} : { relationships }) };
      }),
      notifications: [...notificationDescriptors],
      ...(taxonomies.length === 0 ? {} : { supportedTaxonomies: taxonomies.map(referTo) }),
    },
  };
}
