import { createHash } from 'node:crypto';
import type { Invocation, Run } from 'sarif';
import type { Scope } from '../model/inventory.ts';
import type { RenderOptions, Report } from '../model/report.ts';
import { compare } from '../model/subjects.ts';
import { countCoverage } from './sarif-coverage.ts';
import { URI_BASE } from './sarif-identity.ts';
import { toNotifications } from './sarif-notifications.ts';
import { countPaths, limitPaths } from './sarif-parts.ts';
import { toFullResults, toGithubResults } from './sarif-results.ts';
import type { ScopeContents } from './sarif-scopes.ts';
import { describeTaxonomy, listTaxonomies } from './sarif-taxonomies.ts';
import { describeTool } from './sarif-tool.ts';
import { notifyUnverified } from './sarif-unverified.ts';

/** One account's region as a run: a category of its own, so that each closes its own alerts and no others. */
export function toRun(report: Report, contents: ScopeContents, profile: RenderOptions['sarifProfile']): Run {
  const { scope } = contents;
  const all = profile === 'full' ? toFullResults(report, contents) : toGithubResults(report, contents);
  const results = limitPaths(all);
  const pathsLeftOut = countPaths(all) - countPaths(results);
  // GitHub looks at none; there the controls are tags of the rules.
  const taxonomies = profile === 'full' ? listTaxonomies(report.rules) : [];
  return {
    tool: describeTool(report, taxonomies),
    ...(taxonomies.length === 0 ? {} : { taxonomies: taxonomies.map(describeTaxonomy) }),
    automationDetails: {
      id: categoryOf(report, scope),
      description: { text: `EC2 instances of account ${scope.accountId} in ${scope.region}.` },
    },
    invocations: [toInvocation(report, contents)],
    originalUriBaseIds: {
      [URI_BASE]: {
        description: { text: 'Made-up root. A path below it names one AWS resource, not a file.' },
      },
    },
    columnKind: 'utf16CodeUnits',
    results,
    properties: {
      coverage: countCoverage(contents),
      ...(pathsLeftOut === 0 ? {} : { pathsLeftOut }),
    },
  };
}

/**
 * `ssm-preflight/live/<partition>/<account>/<region>/<time>`: all before the last slash is the category in which a
 * server compares this scan with the one before. A scan of chosen instances only has a category of its own by its
 * filters: in the full one, all that it left out would be closed as fixed.
 */
function categoryOf({ source, generatedAt }: Report, { partition, accountId, region }: Scope): string {
  const filters = Object.entries(source.filters ?? {})
    .map(([name, values]) => `${name}=${[...values].sort(compare).join(',')}`)
    .sort(compare);
  const hash = createHash('sha256').update(filters.join('\n')).digest('hex').slice(0, 12);
  const chosen = filters.length === 0 ? [] : [`only-${hash}`];
  return ['ssm-preflight', 'live', partition, accountId, region, ...chosen, generatedAt].join('/');
}

/** Successful even with gaps: `false` makes GitHub throw the whole run away; the notifications say what is missing. */
function toInvocation(report: Report, contents: ScopeContents): Invocation {
  const start = new Date(report.source.takenAt).getTime();
  const end = Math.max(start, new Date(report.generatedAt).getTime());
  return {
    executionSuccessful: true,
    startTimeUtc: new Date(start).toISOString(),
    endTimeUtc: new Date(end).toISOString(),
    toolExecutionNotifications: [
      ...toNotifications(contents.scope, contents.instances),
      ...notifyUnverified(report, contents),
    ],
  };
}
