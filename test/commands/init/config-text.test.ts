import { describe, expect, it } from 'vitest';
import { renderConfig } from '../../../src/commands/init/config-text.ts';
import { loadConfig } from '../../../src/config/load.ts';
import type { ResolvedConfig } from '../../../src/config/types.ts';
import { rules } from '../../../src/rules/index.ts';
import { makeFolder } from '../../support/folder.ts';

const text = renderConfig(rules, '1.2.3', new Date('2026-11-24T23:59:59Z'));

async function load(config: string): Promise<ResolvedConfig> {
  const cwd = makeFolder({ 'ssm-preflight.config.yaml': config });
  return loadConfig({ cwd, builtIn: rules });
}

/** The text with the commented lines from one key on made real, as a user would who needs them. */
function uncomment(key: string): string {
  const lines = text.split('\n');
  const start = lines.indexOf(`# ${key}:`);
  expect(start).toBeGreaterThan(0);
  const end = lines.indexOf('', start);
  return lines
    .map((line, index) => (index >= start && index < end ? line.replace(/^# /, '') : line))
    .join('\n');
}

describe('the configuration that init writes', () => {
  it('is the same as none', async () => {
    const none = await loadConfig({ cwd: makeFolder(), builtIn: rules });
    const { file, ...written } = await load(text);
    expect(file).toBe('ssm-preflight.config.yaml');
    expect(written).toEqual(none);
  });

  it('still is when the list of rules is no comment any more: it holds the defaults, of every rule', async () => {
    const written = uncomment('rules');
    expect((await load(written)).rules).toEqual((await load('{}')).rules);
    for (const { meta } of rules) {
      expect(written.match(new RegExp(`^  ${meta.id}: ${meta.severity} +# `, 'gm'))).toHaveLength(1);
      expect(written).toContain(`# ${meta.title}\n`);
    }
  });

  it('has an exception that holds for 90 days when it is no comment any more', async () => {
    const { exceptions } = await load(uncomment('exceptions'));
    expect(exceptions).toEqual([
      {
        rule: 'ami-has-agent',
        match: { 'tag:team': 'legacy' },
        reason: 'Golden image without the agent, replaced with the next release',
        owner: 'platform',
        expires: '2027-02-22',
      },
    ]);
  });

  it('names the schema of the version that wrote it, on its first line', () => {
    expect(text.split('\n')[0]).toBe(
      '# yaml-language-server: $schema=https://unpkg.com/ssm-preflight@1.2.3/rules.schema.json',
    );
  });
});
