import type { Report } from '../model/report.ts';
import type { Coverage } from './table-coverage.ts';
import { count, flow, paragraph, span, type Line } from './table-line.ts';
import { listNotes } from './table-notes.ts';

const SOURCES: Readonly<Partial<Record<Report['source']['kind'], string>>> = {
  demo: 'demo data',
  'cli-json': 'AWS CLI files',
  'terraform-plan': 'Terraform plan',
  template: 'CloudFormation template',
};
const NAMED_ACCOUNTS = 3;

/** What was looked at, when, and what could not be. */
export function renderHeader(
  report: Report,
  coverage: Coverage,
  layout: { readonly width: number; readonly verbose: boolean },
): Line[] {
  const parts = nameScan(report, coverage).map((text) => span(text));
  return [
    ...flow([span(`${report.tool.name} ${report.tool.version}`, 'bold'), ...parts], layout.width),
    ...listNotes(report, coverage, layout.verbose).flatMap((note) =>
      paragraph(note, { width: layout.width, hang: 2, style: 'yellow' }),
    ),
  ];
}

/** Whose instances, from where and when, in a few words each. */
export function nameScan(report: Report, coverage: Coverage): string[] {
  const source = SOURCES[report.source.kind];
  return [
    ...(source === undefined ? [] : [source]),
    ...nameAccounts(coverage.accounts),
    nameRegions(coverage),
    count(report.summary.instances, 'instance'),
    `taken ${formatTime(report.source.takenAt)}`,
  ];
}

function nameAccounts(accounts: readonly string[]): string[] {
  if (accounts.length === 0) return [];
  if (accounts.length === 1) return [`account ${accounts[0] ?? ''}`];
  return [
    accounts.length <= NAMED_ACCOUNTS ? `accounts ${accounts.join(', ')}` : `${accounts.length} accounts`,
  ];
}

function nameRegions(coverage: Coverage): string {
  if (coverage.enabled !== undefined)
    return `${coverage.enabled.read} of ${count(coverage.enabled.of, 'enabled region')}`;
  const regions = [...new Set(coverage.read.map(({ region }) => region))];
  if (regions.length === 0) return 'no region read';
  return regions.length === 1 ? `region ${regions[0] ?? ''}` : count(regions.length, 'region');
}

/** `2026-11-20 12:00 UTC`; what is no time stays as it is. */
function formatTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
