import { fingerprintOf } from '../../src/engine/fingerprint.ts';
import type { Decision, FindingStatus } from '../../src/model/finding.ts';
import type { Scope } from '../../src/model/inventory.ts';
import type { Report, ReportFinding, ReportInstance } from '../../src/model/report.ts';
import type { VerdictName } from '../../src/model/verdict.ts';
import { buildReport } from './report.ts';

const ACCOUNT = '111122223333';
const RULES = ['watched', 'other'];

/** Of one rule on one instance; the rest of the finding follows from it. */
interface Cell {
  readonly status: FindingStatus;
  readonly decision?: Decision;
  readonly severity?: ReportFinding['severity'];
  readonly settledBy?: string;
  readonly causes?: readonly string[];
}

export interface Night {
  /** Day of November. */
  readonly day?: number;
  /** Instances by id, each with its findings by rule; rules that are not named pass. */
  readonly instances?: Readonly<Record<string, Readonly<Record<string, Cell | FindingStatus>>>>;
  readonly verdicts?: Readonly<Record<string, VerdictName>>;
  /** Regions by name; an instance `i-1` is in the first, `eu-1`. */
  readonly scopes?: Readonly<Record<string, Scope['status']>>;
  readonly gaps?: Scope['gaps'];
  /** Of every region; an instance `lt-1` is a launch, in the region `lt`. */
  readonly launches?: Scope['launches'];
  readonly rules?: readonly string[];
  readonly filters?: Readonly<Record<string, readonly string[]>>;
}

export function nameDay(day: number): string {
  return `2026-11-${String(day).padStart(2, '0')}T03:00:00.000Z`;
}

/** The region of an instance: the letters before its number, so `us-3` stands in `us`. */
function regionOf(instanceId: string): string {
  return instanceId.slice(0, instanceId.lastIndexOf('-'));
}

function arnOf(instanceId: string): string {
  return `arn:aws:ec2:${regionOf(instanceId)}:${ACCOUNT}:instance/${instanceId}`;
}

export function printOf(instanceId: string, ruleId = 'watched'): string {
  return fingerprintOf(ruleId, arnOf(instanceId));
}

/** A report with just what a comparison looks at. */
export function reportOf(night: Night): Report {
  const {
    day = 1,
    instances = {},
    scopes = { eu: 'read' },
    gaps = [],
    rules = RULES,
    filters,
    launches,
  } = night;
  const built = Object.entries(instances).map(([id, cells]) => instanceOf(id, cells, rules, night));
  const keys = built.flatMap(({ findings }) =>
    findings.flatMap(({ problems, decision }) =>
      decision.kind === 'excepted' ? [] : problems.map(({ cause }) => cause),
    ),
  );
  const [meta] = buildReport().rules;
  if (meta === undefined) throw new Error('the report by hand has no rule');
  return buildReport({
    generatedAt: nameDay(day),
    source: {
      kind: 'aws',
      takenAt: nameDay(day),
      ...(filters === undefined ? {} : { filters }),
    },
    scopes: Object.entries(scopes).map(([region, status]) => ({
      accountId: ACCOUNT,
      partition: 'aws',
      region,
      status,
      gaps,
      ...(launches === undefined ? {} : { launches }),
    })),
    rules: rules.map((id) => ({ ...meta, id })),
    instances: built,
    causes: [...new Set(keys)].map((key) => ({
      key,
      resource: { type: 'thing', id: key },
      fix: { summary: `Change ${key}.` },
      ruleIds: [],
      instances: [],
      unblocks: 0,
    })),
    notices: [],
  });
}

function instanceOf(
  instanceId: string,
  cells: Readonly<Record<string, Cell | FindingStatus>>,
  rules: readonly string[],
  { verdicts = {} }: Night,
): ReportInstance {
  const arn = arnOf(instanceId);
  return {
    instanceId,
    arn,
    name: '',
    accountId: ACCOUNT,
    region: regionOf(instanceId),
    tags: [],
    state: 'running',
    verdict: verdicts[instanceId] ?? 'ready',
    because: [],
    reason: `It is ${verdicts[instanceId] ?? 'ready'}.`,
    questions: [],
    observed: {},
    paths: [],
    findings: rules.map((ruleId) => findingOf(ruleId, arn, cells[ruleId] ?? 'pass')),
  };
}

function findingOf(ruleId: string, arn: string, cell: Cell | FindingStatus): ReportFinding {
  const {
    status,
    decision,
    severity,
    settledBy,
    causes = ['a'],
  } = typeof cell === 'string' ? { status: cell } : cell;
  const problems = causes.map((cause) => ({ at: cause, message: `${ruleId} is wrong.`, cause }));
  return {
    ruleId,
    status,
    severity: severity ?? 'high',
    problems: status === 'fail' ? problems : [],
    gaps: status === 'unknown' ? [{ kind: 'denied', action: 'ec2:DescribeVpcs' }] : [],
    evidence: [],
    ...(status === 'error' ? { reason: 'boom' } : {}),
    ...(settledBy === undefined ? {} : { settledBy }),
    decision: decision ?? { kind: 'open' },
    fingerprint: fingerprintOf(ruleId, arn),
  };
}
