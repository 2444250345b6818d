import type { Log, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import { STANDARDS } from '../../src/model/standards.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { buildReport } from '../support/report.ts';

const AWS = 'aws-fsbp-1.0.0';
const NIST = 'nist-800-53-r5';

function firstRun(sarifProfile: 'full' | 'github'): Run {
  const text = sarifReporter.render(buildReport(), {
    color: false,
    width: 80,
    verbose: false,
    sarifProfile,
  });
  const run = (JSON.parse(text) as Log).runs[0];
  if (run === undefined) throw new Error('no run');
  return run;
}

describe('the standards in a run', () => {
  const run = firstRun('full');

  it('are those that the rules name, each with the controls in use alone', () => {
    expect(
      run.taxonomies?.map(({ name, version, guid, isComprehensive, taxa = [] }) => [
        name,
        version,
        guid,
        isComprehensive,
        ...taxa.map(({ id }) => id),
      ]),
    ).toEqual([
      ['AWS Foundational Security Best Practices', '1.0.0', STANDARDS[AWS].guid, false, 'SSM.1'],
      ['NIST SP 800-53', 'Rev. 5', STANDARDS[NIST].guid, false, 'AC-17', 'CM-2', 'SC-7'],
      ['our-baseline', undefined, undefined, false, '7(1)'],
    ]);
  });

  it('are named by the tool in the same order', () => {
    expect(run.tool.driver.supportedTaxonomies).toEqual(
      run.taxonomies?.map(({ name, guid }, index) => ({
        name,
        index,
        ...(guid === undefined ? {} : { guid }),
      })),
    );
  });

  it('are related to from each rule, by places that are there', () => {
    const related = (run.tool.driver.rules ?? []).map(({ id, relationships = [] }) => [
      id,
      ...relationships.map(({ target, kinds }) => {
        const taxon = run.taxonomies?.[target.toolComponent?.index ?? -1]?.taxa?.[target.index ?? -1];
        return `${kinds?.join(' ')} ${target.toolComponent?.name} ${target.id} ${taxon?.id}`;
      }),
    ]);
    expect(related).toEqual([
      [
        'agent-online',
        'relevant AWS Foundational Security Best Practices SSM.1 SSM.1',
        'relevant NIST SP 800-53 AC-17 AC-17',
        'relevant NIST SP 800-53 CM-2 CM-2',
      ],
      ['ami-has-agent'],
      [
        'endpoint-path-exists',
        'relevant NIST SP 800-53 AC-17 AC-17',
        'relevant NIST SP 800-53 SC-7 SC-7',
        'relevant our-baseline 7(1) 7(1)',
      ],
      ['logging-policies-attached'],
      ['tagged'],
    ]);
  });

  it('are tags alone for GitHub, which looks at nothing else', () => {
    const { taxonomies, tool } = firstRun('github');
    expect([taxonomies, tool.driver.supportedTaxonomies]).toEqual([undefined, undefined]);
    expect(tool.driver.rules?.flatMap(({ relationships = [] }) => relationships)).toEqual([]);
    expect(tool.driver.rules?.[0]?.properties?.tags).toContain('aws-fsbp-1.0.0:SSM.1');
  });
});
