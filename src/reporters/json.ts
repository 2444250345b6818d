import type { Reporter } from '../model/report.ts';
import { stringifyJson } from '../model/plain-json.ts';

/** The report itself; its shape is `report.schema.json`. */
export const jsonReporter: Reporter = {
  name: 'json',
  description: 'The whole report as JSON, for programs',
  render: (report) => stringifyJson(report),
};
