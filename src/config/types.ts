import type { Exception } from '../model/exception.ts';
import type { Impact, Severity } from '../model/finding.ts';
import type { ConfiguredRule } from '../model/rule.ts';

/** What a run needs of the configuration, once it is known to be right. */
export interface ResolvedConfig {
  /** Rules that are on: built-in, custom and plugin rules, sorted by id. */
  readonly rules: readonly ConfiguredRule[];
  readonly exceptions: readonly Exception[];
  readonly assume: { readonly defaultHostManagement: boolean };
  /** The file that it came from, relative to the working directory; absent without a file. */
  readonly file?: string;
  readonly notices: readonly string[];
}

export const PRESETS = ['recommended', 'literal'] as const;
export type PresetName = (typeof PRESETS)[number];

/** A rule that is written in the configuration file itself. */
export interface CustomRuleEntry {
  readonly id: string;
  readonly title: string;
  readonly impact?: Impact;
  readonly severity?: Severity;
  /** JMESPath over the instance as ec2:DescribeInstances returns it. */
  readonly assert: string;
  readonly message: string;
  readonly rationale?: string;
  readonly remediation?: string;
}

export type RuleSetting =
  | 'off'
  | 'on'
  | Severity
  | { readonly severity?: Severity; readonly options?: Readonly<Record<string, unknown>> };

/** The file's content after it passed the schema. */
export interface ConfigFile {
  readonly extends?: PresetName;
  readonly rules?: Readonly<Record<string, RuleSetting>>;
  readonly customRules?: readonly CustomRuleEntry[];
  readonly plugins?: readonly string[];
  readonly exceptions?: readonly Exception[];
  readonly assume?: { readonly defaultHostManagement?: boolean };
}

/** Keys and indexes from the root of the file to one value. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong in the file, before it has a line and a column. */
export interface Complaint {
  readonly path: ConfigPath;
  /** Whether the key or its value is the wrong one. */
  readonly part: 'key' | 'value';
  readonly message: string;
}
