import type { Scope } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import type { Report, ReportFinding, ReportInstance, Reporter } from '../model/report.ts';
import { toRecord } from './csv-text.ts';
import { indexCauses, listFixes, listOpen, summariseFinding, type Causes } from './finding-text.ts';

/** Without it Excel takes UTF-8 for the code page of the machine, and spoils every name beyond ASCII. */
const BYTE_ORDER_MARK = '\uFEFF';

/** A failing or open rule of an instance; an instance without any; or a region that could not be read. */
interface Row {
  readonly instance?: ReportInstance;
  readonly finding?: ReportFinding;
  readonly scope?: Scope;
}

type Column = (
  row: Row,
  lookup: { readonly causes: Causes; readonly impacts: Map<string, string> },
) => string;

/** In this order; programs may rely on the names. */
const COLUMNS: Readonly<Record<string, Column>> = {
  account: ({ instance, scope }) => instance?.accountId ?? scope?.accountId ?? '',
  region: ({ instance, scope }) => instance?.region ?? scope?.region ?? '',
  vpc: ({ instance }) => instance?.vpcId ?? '',
  subnet: ({ instance }) => instance?.subnetId ?? '',
  instance: ({ instance }) => instance?.instanceId ?? '',
  name: ({ instance }) => instance?.name ?? '',
  state: ({ instance }) => instance?.state ?? '',
  verdict: ({ instance }) => instance?.verdict ?? '',
  predicted: ({ instance }) => String(instance?.predicted ?? ''),
  reason: ({ instance }) => instance?.reason ?? '',
  rule: ({ finding }) => finding?.ruleId ?? '',
  impact: ({ finding }, { impacts }) => impacts.get(finding?.ruleId ?? '') ?? '',
  severity: ({ finding }) => finding?.severity ?? '',
  status: ({ finding, scope }) => finding?.status ?? (scope === undefined ? '' : 'unreadable'),
  decision: ({ finding }) => finding?.decision.kind ?? '',
  message: ({ finding, scope }) =>
    finding === undefined ? (scope?.gaps.map(describeGap).join('; ') ?? '') : summariseFinding(finding),
  fix: ({ finding }, { causes }) => (finding === undefined ? '' : listFixes(finding, causes).join(' ')),
  arn: ({ instance }) => instance?.arn ?? '',
  fingerprint: ({ finding }) => finding?.fingerprint ?? '',
  change: ({ finding }) => finding?.change ?? '',
};

/** For spreadsheets, by RFC 4180. */
export const csvReporter: Reporter = {
  name: 'csv',
  description: 'A row for each failing or undecided rule of an instance, for spreadsheets',
  render(report) {
    const lookup = {
      causes: indexCauses(report),
      impacts: new Map(report.rules.map(({ id, impact }) => [id, impact])),
    };
    const records = listRows(report).map((row) =>
      toRecord(Object.values(COLUMNS).map((column) => column(row, lookup))),
    );
    return `${BYTE_ORDER_MARK}${[toRecord(Object.keys(COLUMNS)), ...records].join('')}`;
  },
};

function listRows({ instances, scopes }: Report): Row[] {
  const unread = scopes.filter(({ status }) => status === 'unreadable').map((scope) => ({ scope }));
  const judged = instances.flatMap((instance): Row[] => {
    const open = listOpen(instance);
    return open.length === 0 ? [{ instance }] : open.map((finding) => ({ instance, finding }));
  });
  return [...judged, ...unread];
}
