/** Source of a plugin: a rule `our-rule` that does what `check` says, high and blocking unless `meta` says otherwise. */
export function writePlugin(check: string, meta = ''): string {
  return `export default {
    meta: { id: 'our-rule', title: 'Ours', impact: 'audit', severity: 'high', rationale: 'It matters.',
            remediation: 'Mend it.', docsUrl: 'https://example.com', reads: [], ${meta} },
    optionsSchema: { type: 'object', additionalProperties: false, properties: {} },
    defaults: {},
    check: ${check},
  };`;
}
