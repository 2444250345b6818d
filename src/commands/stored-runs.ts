import { Ajv2020 } from 'ajv/dist/2020.js';
import { SourceError } from '../model/errors.ts';
import type { Baseline } from '../model/baseline.ts';
import type { Report } from '../model/report.ts';
import { baselineSchema } from '../reporters/baseline-schema.ts';
import { reportSchema } from '../reporters/report-schema.ts';
import { explainErrors } from '../sources/explain-errors.ts';
import { toBaseline } from '../triage/to-baseline.ts';
import { readStoredFile, type StoredFile } from './stored-files.ts';
import type { Streams } from './streams.ts';
import { readTool } from './tool.ts';

/** A report that a scan wrote as JSON, checked. */
export async function readReport(file: string, streams: Streams): Promise<Report> {
  const stored = await readStoredFile(file, streams);
  if (stored.kind === 'baseline') {
    throw new SourceError(
      `${stored.name}: is a baseline, which holds no whole report; name the report that it was made from`,
    );
  }
  return checkReport(stored);
}

/** What a report or a baseline file leaves for later runs. */
export async function readRun(file: string, streams: Streams): Promise<Baseline> {
  const stored = await readStoredFile(file, streams);
  if (stored.kind === 'report') return toBaseline(checkReport(stored));
  checkSchema(stored, baselineSchema);
  return stored.data as Baseline;
}

function checkReport(stored: StoredFile): Report {
  checkSchema(stored, reportSchema);
  const report = stored.data as Report;
  const ids = report.rules.map(({ id }) => id);
  const odd = report.instances.findIndex(
    ({ findings }) =>
      findings.length !== ids.length || findings.some(({ ruleId }, index) => ruleId !== ids[index]),
  );
  if (odd !== -1) {
    throw new SourceError(
      `${stored.name}: at /instances/${odd}/findings: must be one for each of the ${ids.length} rules, in their order; was the file changed by hand?`,
    );
  }
  return report;
}

function checkSchema({ name, data }: StoredFile, schema: object): void {
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    schema,
  );
  if (!validate(data))
    throw new SourceError(
      `${name}: ${explainErrors(validate.errors) ?? 'breaks its schema'}; ${explainOrigin(data)}`,
    );
}

/** A file of this release breaks its schema only by hand; one of another may have what this one does not know. */
function explainOrigin(data: unknown): string {
  const { tool } = data as { readonly tool?: { readonly version?: unknown } };
  const { version } = readTool();
  return typeof tool?.version === 'string' && tool.version !== version
    ? `release ${tool.version} wrote it, and this is ${version}: read it with that one, or write it anew`
    : 'was the file changed by hand?';
}
