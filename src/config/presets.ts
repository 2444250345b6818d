import type { Rule } from '../model/rule.ts';
import type { PresetName } from './types.ts';

/** Options of the rules that the preset `literal` turns on: the five checks as the mission words them. */
const LITERAL: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'agent-online': {},
  'agent-policies-attached': { match: 'by-name', policies: ['AmazonSSMManagedInstanceCore'] },
  'ami-has-agent': {},
  'endpoint-path-exists': { match: 'public-ip-or-endpoints' },
  'https-egress-allowed': { match: 'anywhere' },
  'logging-policies-attached': {
    match: 'by-name',
    policies: ['CloudWatchLogsFullAccess'],
    always: true,
  },
};

/**
 * What a preset makes of one built-in rule.
 *
 * @returns the options that it sets, or `undefined` when the rule is off
 */
export function readPreset(preset: PresetName, rule: Rule): Readonly<Record<string, unknown>> | undefined {
  return preset === 'literal' ? LITERAL[rule.meta.id] : {};
}
