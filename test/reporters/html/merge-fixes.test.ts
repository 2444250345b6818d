import { describe, expect, it } from 'vitest';
import type { Fix } from '../../../src/model/finding.ts';
import { mergeFixes } from '../../../src/reporters/html/merge-fixes.ts';

const linux = (id: string): Fix => ({
  summary: 'Look.',
  steps: ['Is it installed?', 'Is it running?'],
  cli: `aws ec2 get-console-output --instance-id ${id}`,
  delay: 'Five minutes.',
});
const windows: Fix = { summary: 'Look.', steps: ['Is the service there?'] };
const profile = (id: string): Fix => ({
  summary: 'Attach.',
  cli: `aws iam create-role --role-name r\naws ec2 associate --instance-id ${id}`,
  terraform: `# ${id}`,
});

describe('the fixes of one change to several resources', () => {
  it.each<[string, readonly Fix[], object[]]>([
    [
      'equal steps and delays once, each command',
      [linux('i-1'), linux('i-2')],
      [
        {
          steps: linux('i-1').steps,
          cli: 'aws ec2 get-console-output --instance-id i-1\naws ec2 get-console-output --instance-id i-2',
          delay: 'Five minutes.',
        },
      ],
    ],
    [
      'other steps apart',
      [linux('i-1'), windows],
      [
        { steps: linux('i-1').steps, cli: linux('i-1').cli, delay: 'Five minutes.' },
        { steps: windows.steps },
      ],
    ],
    [
      'what all commands begin with once, each piece of Terraform',
      [profile('i-1'), profile('i-2')],
      [
        {
          cli: 'aws iam create-role --role-name r\naws ec2 associate --instance-id i-1\naws ec2 associate --instance-id i-2',
          terraform: '# i-1\n\n# i-2',
        },
      ],
    ],
    ['nothing of none', [], []],
    ['a sentence alone', [{ summary: 'Start it.' }], [{}]],
  ])('%s', (_name, fixes, merged) => {
    expect(mergeFixes(fixes)).toEqual(merged.map((one) => ({ summary: '', ...one })));
  });
});
