import type { ConfiguredRule, Rule } from '../model/rule.ts';
import { readPreset } from './presets.ts';
import type { Complaint, ConfigFile, ResolvedConfig, RuleSetting } from './types.ts';
import { validate } from './validate.ts';

/**
 * What a valid configuration makes of the rules. The preset decides about built-in rules that the file does not
 * name; rules of one's own are on unless they are turned off. Options merge key by key: the rule's defaults,
 * then the preset's, then the file's.
 */
export function resolveConfig(
  config: ConfigFile,
  builtIn: readonly Rule[],
  own: readonly Rule[] = [],
  file?: string,
): ResolvedConfig {
  const preset = config.extends ?? 'recommended';
  const rules = [
    ...builtIn.map((rule) => configureRule(rule, readPreset(preset, rule), config.rules?.[rule.meta.id])),
    ...own.map((rule) => configureRule(rule, {}, config.rules?.[rule.meta.id])),
  ].filter((rule) => rule !== undefined);
  return {
    rules: rules.sort((a, b) => (a.rule.meta.id < b.rule.meta.id ? -1 : 1)),
    exceptions: config.exceptions ?? [],
    assume: { defaultHostManagement: config.assume?.defaultHostManagement ?? false },
    ...(file === undefined ? {} : { file }),
    notices: [],
  };
}

function configureRule(
  rule: Rule,
  preset: Readonly<Record<string, unknown>> | undefined,
  setting: RuleSetting | undefined,
): ConfiguredRule | undefined {
  if (setting === 'off' || (setting === undefined && preset === undefined)) return undefined;
  const { severity, options } =
    setting === undefined || setting === 'on'
      ? {}
      : typeof setting === 'string'
        ? { severity: setting }
        : setting;
  return {
    rule,
    severity: severity ?? rule.meta.severity,
    options: { ...rule.defaults, ...preset, ...options },
  };
}

/** Options that are right one by one may still be wrong together, or against the rule's defaults. */
export function checkOptions(rules: readonly ConfiguredRule[], config: ConfigFile): Complaint[] {
  return rules.flatMap(({ rule, options }) => {
    const setting = config.rules?.[rule.meta.id];
    if (typeof setting !== 'object' || setting.options === undefined) return [];
    return validate(options, rule.optionsSchema, ['rules', rule.meta.id, 'options']);
  });
}
