import { IMPACTS, SEVERITIES } from '../model/finding.ts';
import type { Rule } from '../model/rule.ts';
import { PRESETS } from './types.ts';

type Schema = Readonly<Record<string, unknown>>;

/** Kebab-case, as every rule id is. */
export const ID_PATTERN = '^[a-z][a-z0-9]*(-[a-z0-9]+)*$';
/** At least one character that can be seen. */
export const TEXT_PATTERN = '\\S';
export const DATE_PATTERN = '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$';

const MATCH_KEYS = {
  'instance-id': 'Id of the instance.',
  arn: 'ARN of the instance.',
  account: 'Account id.',
  region: 'Region name.',
  vpc: 'Id of the VPC.',
  subnet: 'Id of the subnet.',
  name: 'Value of the Name tag.',
  resource: 'Id of the resource to change: every problem of the failure must be mended there.',
};

/** The ids beyond the built-in rules, where a file is at hand. */
interface FileIds {
  readonly custom: readonly string[];
  /** False while plugins are not loaded: then any id may be one of theirs. */
  readonly complete: boolean;
}

/**
 * The JSON Schema (draft 2020-12) of the configuration file. Without `ids` it is the published one, which knows
 * the built-in rules and lets other ids through as soon as the file has `customRules` or `plugins`; with `ids`
 * it is exact for one file.
 */
export function buildConfigSchema(rules: readonly Rule[], ids?: FileIds): Record<string, unknown> {
  const known = [...rules.map(({ meta }) => meta.id), ...(ids?.custom ?? [])].sort();
  const ruleId = ids?.complete === true ? { enum: known } : text('Id of a rule.', ID_PATTERN);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'https://raw.githubusercontent.com/ssm-preflight/ssm-preflight/main/rules.schema.json',
    title: 'ssm-preflight configuration',
    description: 'Which rules run, how, and which failures are accepted until when.',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string', description: 'Where editors find this schema.' },
      extends: {
        enum: PRESETS,
        default: PRESETS[0],
        description: 'The preset that decides about built-in rules which this file does not name.',
      },
      rules: {
        type: 'object',
        description: 'One entry for each rule that differs from the preset.',
        properties: Object.fromEntries([
          ...rules.map((rule): [string, Schema] => [rule.meta.id, describeRule(rule)]),
          ...(ids?.custom ?? []).map((id): [string, Schema] => [id, describeSetting(NO_OPTIONS)]),
        ]),
        ...(ids?.complete === true
          ? { additionalProperties: false }
          : {
              propertyNames: { pattern: ID_PATTERN },
              additionalProperties: describeSetting({ type: 'object' }),
            }),
      },
      customRules: list('Rules of your own, written as JMESPath expressions.', CUSTOM_RULE),
      plugins: {
        ...list('Modules that export rules: paths from this file, or packages.', text('', TEXT_PATTERN)),
        uniqueItems: true,
      },
      exceptions: list('Failures that are accepted for a time.', describeException(ruleId)),
      assume: {
        type: 'object',
        description: 'What to take for granted about instances that exist only in a plan or template.',
        additionalProperties: false,
        properties: {
          defaultHostManagement: {
            type: 'boolean',
            default: false,
            description: 'Whether Default Host Management is on where they will run.',
          },
        },
      },
    },
    ...(ids === undefined ? closeWithoutOwnRules(known) : {}),
  };
}

const NO_OPTIONS = { type: 'object', additionalProperties: false, properties: {} };

const CUSTOM_RULE = {
  type: 'object',
  additionalProperties: false,
  required: ['id', 'title', 'assert', 'message'],
  properties: {
    id: text('Kebab-case, says the good state.', ID_PATTERN),
    title: { ...text('The good state in one clause.', TEXT_PATTERN), maxLength: 80 },
    severity: { enum: SEVERITIES, description: 'By default high, medium or low, after the impact.' },
    impact: {
      enum: IMPACTS,
      default: 'audit',
      description: 'blocks: no session; degrades: a fragile one; audit: a requirement of yours.',
    },
    assert: text(
      'JMESPath over the instance as EC2 describes it; null, false and empty values fail.',
      TEXT_PATTERN,
    ),
    message: text('What a failure says.', TEXT_PATTERN),
    rationale: text('Why it matters.', TEXT_PATTERN),
    remediation: text('How to mend it.', TEXT_PATTERN),
  },
};

function text(description: string, pattern: string): Schema {
  return { type: 'string', pattern, ...(description === '' ? {} : { description }) };
}

function list(description: string, items: Schema): Schema {
  return { type: 'array', description, items };
}

function describeRule(rule: Rule): Schema {
  const { id, title, rationale } = rule.meta;
  const options = embed(id, rule.optionsSchema);
  return {
    description: `${title}. ${rationale}`,
    ...describeSetting({ ...options, default: rule.defaults }),
  };
}

function describeSetting(options: Schema): Schema {
  return {
    anyOf: [
      { enum: ['off', 'on', ...SEVERITIES] },
      {
        type: 'object',
        additionalProperties: false,
        properties: { severity: { enum: SEVERITIES }, options },
      },
    ],
  };
}

/**
 * An options schema inside the configuration's. Options are merged over defaults, so nothing is required here;
 * and references are meant from the rule's own root, which an `$id` keeps them to.
 */
function embed(id: string, schema: Schema): Schema {
  const { $schema: _dialect, $id: _id, required: _required, ...rest } = schema;
  return JSON.stringify(rest).includes('"$ref"') ? { $id: `urn:ssm-preflight:options:${id}`, ...rest } : rest;
}

function describeException(rule: Schema): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['rule', 'match', 'reason', 'expires'],
    properties: {
      rule: { ...rule, description: 'Id of the rule whose failures are accepted.' },
      match: {
        type: 'object',
        description: 'Which instances, and changes to what: every key must match; * stands for any text.',
        minProperties: 1,
        additionalProperties: false,
        properties: Object.fromEntries(
          Object.entries(MATCH_KEYS).map(([key, description]) => [key, text(description, TEXT_PATTERN)]),
        ),
        patternProperties: { '^tag:.': { type: 'string', description: 'Value of the tag after the colon.' } },
      },
      reason: text('Why the failure is accepted.', TEXT_PATTERN),
      owner: text('Who answers for it.', TEXT_PATTERN),
      expires: text('Last day, UTC, as YYYY-MM-DD.', DATE_PATTERN),
    },
  };
}

/** For editors: only a file with rules of its own may name ids that are not built in. */
function closeWithoutOwnRules(known: readonly string[]): Schema {
  return {
    if: { anyOf: [hasKey('customRules'), hasKey('plugins')] },
    else: {
      type: 'object',
      properties: {
        rules: { type: 'object', propertyNames: { enum: known } },
        exceptions: { type: 'array', items: { type: 'object', properties: { rule: { enum: known } } } },
      },
    },
  };
}

function hasKey(key: string): Schema {
  return { type: 'object', properties: { [key]: true }, required: [key] };
}
