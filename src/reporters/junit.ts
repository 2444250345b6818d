import type { Scope } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import type { Report, Reporter } from '../model/report.ts';
import { indexCauses } from './finding-text.ts';
import { listCases, type Case } from './junit-cases.ts';
import { toAttributes, toXml } from './xml-text.ts';

/** The JUnit XML that Jenkins, GitLab and Azure DevOps read: a suite for each region of an account. */
export const junitReporter: Reporter = {
  name: 'junit',
  description: 'JUnit XML, for the test views of CI servers',
  render(report) {
    const suites = listSuites(report);
    const all = [...suites.values()].flat();
    const { skipped: _, ...totals } = countCases(all);
    const root = toAttributes({ name: report.tool.name, time: 0, ...totals });
    const body = [...suites].map(([name, cases]) => renderSuite(name, cases, report.generatedAt));
    return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${root}>\n${body.join('')}</testsuites>\n`;
  },
};

function listSuites(report: Report): ReadonlyMap<string, Case[]> {
  const causes = indexCauses(report);
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const suites = new Map<string, Case[]>();
  const add = ({ accountId, region }: Pick<Scope, 'accountId' | 'region'>, cases: Case[]): void => {
    const name = `${accountId}/${region}`;
    const suite = suites.get(name);
    if (suite === undefined) suites.set(name, cases);
    else suite.push(...cases);
  };
  for (const scope of report.scopes) {
    // Of a region without instances there is nothing to tell; one that was not read must not look like it.
    if (scope.status === 'unreadable') add(scope, [toUnreadCase(scope)]);
  }
  for (const instance of report.instances) add(instance, listCases(instance, rules, causes));
  return suites;
}

function toUnreadCase({ region, gaps }: Scope): Case {
  const message = `Whether it has instances is unknown: ${gaps.map(describeGap).join('; ')}`;
  return {
    classname: 'region-read',
    name: region,
    result: { kind: 'error', type: 'unreadable', message, lines: [] },
  };
}

function countCases(cases: readonly Case[]): Record<'tests' | 'failures' | 'errors' | 'skipped', number> {
  const count = (kind: string): number => cases.filter(({ result }) => result?.kind === kind).length;
  return {
    tests: cases.length,
    failures: count('failure'),
    errors: count('error'),
    skipped: count('skipped'),
  };
}

/** Times are without a zone, as the common schemas want them; it is UTC. */
function renderSuite(name: string, cases: readonly Case[], generatedAt: string): string {
  const attributes = toAttributes({
    name,
    ...countCases(cases),
    time: 0,
    timestamp: generatedAt.slice(0, 'YYYY-MM-DDTHH:MM:SS'.length),
  });
  return `  <testsuite${attributes}>\n${cases.map(renderCase).join('')}  </testsuite>\n`;
}

function renderCase({ classname, name, result }: Case): string {
  const head = `    <testcase${toAttributes({ classname, name, time: 0 })}`;
  if (result === undefined) return `${head}/>\n`;
  const { kind, type, message, lines } = result;
  const start = `${head}>\n      <${kind}${toAttributes({ type, message })}`;
  if (lines.length === 0) return `${start}/>\n    </testcase>\n`;
  return `${start}>${lines.map(toXml).join('\n')}</${kind}>\n    </testcase>\n`;
}
