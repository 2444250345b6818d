import type { Report, ReportFinding, ReportInstance } from '../../model/report.ts';
import { listRows, type Row } from '../table-rows.ts';
import { sanitise } from '../terminal-text.ts';
import { toPageFinding, toPagePath } from './collect-findings.ts';
import { FixList } from './collect-fixes.ts';
import { listFacts, listTags, nextStepOf } from './collect-instance.ts';
import type { PageData, PageFinding, PageInstance, PageRule } from './page-data.ts';
import { Pool } from './pool.ts';
import { shape } from './shape.ts';

/** The report as the page holds it: every text safe to show, and what instances share said once. */
export function collectPageData(report: Report): PageData {
  const fixes = new FixList(report);
  const texts = new Pool<string>();
  const findings = new Pool<PageFinding>();
  const pathPlaces = new Map(report.paths.map(({ id }, index) => [id, index]));
  const paths = report.paths.map((path) => toPagePath(path, fixes));

  const toInstance = (row: Row): PageInstance => {
    const { instance } = row;
    const { instanceId, predicted, questions } = instance;
    const later = row.prediction ?? (predicted === true ? 'predicted' : undefined);
    const say = (text: string): number => texts.add(shape(text, instanceId));
    const next = nextStepOf(row);
    const places = instance.paths.flatMap((id) => pathPlaces.get(id) ?? []);
    const tags = listTags(instance);
    return {
      id: row.instanceId,
      name: row.name,
      verdict: row.verdict,
      ...(later === undefined ? {} : { later }),
      account: texts.add(row.account),
      region: texts.add(row.region),
      reason: say(instance.reason === '' ? row.reason : instance.reason),
      ...(next === undefined ? {} : { next: say(next) }),
      ...(questions.length === 0 ? {} : { questions: questions.map(say) }),
      facts: listFacts(instance).map(say),
      ...(tags.length === 0 ? {} : { tags: tags.map(say) }),
      ...(places.length === 0 ? {} : { paths: places }),
      findings: report.rules.map((rule, column) => {
        const finding = findFinding(instance, rule.id, column);
        return findings.add(
          finding === undefined ? toMissing(rule) : toPageFinding(finding, instanceId, fixes),
        );
      }),
    };
  };

  const instances = listRows(report).map(toInstance);
  return {
    rules: report.rules.map(toRule),
    texts: texts.items,
    findings: findings.items,
    paths,
    remedies: fixes.remedies.items,
    fixes: fixes.fixes.items,
    instances,
  };
}

/** Every scan puts one finding for each rule, in their order; a report from elsewhere may not. */
function findFinding(
  { findings }: ReportInstance,
  ruleId: string,
  column: number,
): ReportFinding | undefined {
  const expected = findings[column];
  return expected?.ruleId === ruleId ? expected : findings.find((finding) => finding.ruleId === ruleId);
}

function toMissing({ severity }: Report['rules'][number]): PageFinding {
  const gaps = ['the report holds no finding of this rule'];
  return { status: 'unknown', severity, problems: [], gaps, remarks: [], evidence: [] };
}

function toRule({ id, title, impact, docsUrl }: Report['rules'][number]): PageRule {
  // A plugin may have put anything there; the page links to documents on the web and runs nothing.
  const isWebAddress = URL.canParse(docsUrl) && /^https?:\/\/\S+$/u.test(docsUrl);
  return { id: sanitise(id), title: sanitise(title), impact, ...(isWebAddress ? { docs: docsUrl } : {}) };
}
