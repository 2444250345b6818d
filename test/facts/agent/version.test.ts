import { describe, expect, it } from 'vitest';
import { REGIONS_SINCE_2024 } from '../../../src/data/regions.ts';
import {
  AGENT_FEATURES,
  compareVersions,
  isAtLeast,
  parseVersion,
  supportOf,
  type AgentFeature,
  type AgentVersion,
} from '../../../src/facts/agent/version.ts';
import { known } from '../../../src/model/known.ts';

describe('parseVersion', () => {
  it.each([
    ['3.3.4624.0', [3, 3, 4624, 0]],
    ['2.3.68.0', [2, 3, 68, 0]],
    [' 3.2.582.0\n', [3, 2, 582, 0]],
    ['03.2.582.0', [3, 2, 582, 0]],
  ])('%j', (text, version) => {
    expect(parseVersion(text)).toEqual(known(version));
  });

  it.each([
    undefined,
    '',
    'Latest',
    '3.3',
    '3.3.987',
    '3.3.987.0.1',
    '3.3.x.0',
    'v3.3.987.0',
    '3.3.987.0-beta',
    '3..987.0',
    '-3.3.987.0',
  ])('%j is a gap', (text) => {
    expect(parseVersion(text)).toMatchObject({ known: false, gap: { kind: 'not-visible' } });
  });
});

it.each<[AgentVersion, AgentVersion, number]>([
  [[3, 3, 987, 0], [3, 3, 4624, 0], -1],
  [[3, 3, 4624, 0], [3, 3, 987, 0], 1],
  [[2, 3, 68, 0], [2, 3, 68, 0], 0],
  [[2, 3, 68, 1], [2, 3, 68, 0], 1],
  [[10, 0, 0, 0], [9, 9, 9, 9], 1],
  [[2, 10, 0, 0], [2, 9, 9999, 0], 1],
])('compareVersions %j %j', (a, b, sign) => {
  expect(Math.sign(compareVersions(a, b))).toBe(sign);
});

it.each([
  ['2.3.68.0', '2.3.68.0', true],
  ['2.3.67.9', '2.3.68.0', false],
  ['2.3.612.0', '2.3.68.0', true],
  ['2.3.50.0', '2.3.68.0', false],
  ['3.3.987.0', '3.3.4624.0', false],
  ['3.2.582.0', '3.2.582.0', true],
  ['3.2.419.0', '3.2.582.0', false],
])('isAtLeast %s, minimum %s', (version, minimum, expected) => {
  expect(isAtLeast(version, minimum)).toEqual(known(expected));
});

describe('supportOf', () => {
  it.each<[AgentFeature, string, 'yes' | 'no' | 'disputed']>([
    ['ssh', '3.0.222.0', 'yes'],
    ['ssh', '3.0.221.9', 'disputed'],
    ['ssh', '2.3.672.0', 'disputed'],
    ['ssh', '2.3.671.0', 'no'],
    ['port-forwarding', '3.0.222.0', 'yes'],
    ['port-forwarding', '2.3.672.0', 'disputed'],
    ['port-forwarding', '2.3.612.0', 'no'],
    ['remote-host', '3.1.1374.0', 'yes'],
    ['remote-host', '3.1.1188.0', 'disputed'],
    ['remote-host', '3.1.1187.0', 'no'],
    ['kms', '2.3.539.0', 'yes'],
    ['kms', '2.3.538.0', 'no'],
    ['run-as', '2.3.672.0', 'yes'],
    ['run-as', '2.3.671.0', 'no'],
    ['shell-profile', '3.0.161.0', 'yes'],
    ['shell-profile', '3.0.160.0', 'no'],
    ['cloudwatch-streaming', '3.0.356.0', 'yes'],
    ['cloudwatch-streaming', '3.0.284.0', 'disputed'],
    ['cloudwatch-streaming', '3.0.283.0', 'no'],
    ['diagnostics', '3.1.501.0', 'yes'],
    ['diagnostics', '3.1.500.0', 'no'],
  ])('%s with %s: %s', (feature, version, support) => {
    expect(supportOf(feature, version)).toMatchObject({ known: true, value: { support } });
  });

  it.each(AGENT_FEATURES)('%s with a version that is none is a gap', (feature) => {
    expect(supportOf(feature, 'Latest').known).toBe(false);
  });
});

it('knows the Regions without ec2messages', () => {
  expect([...REGIONS_SINCE_2024]).toEqual([
    'ap-east-2',
    'ap-southeast-5',
    'ap-southeast-6',
    'ap-southeast-7',
    'mx-central-1',
  ]);
});
