import type { AmiFamily } from './family.ts';
import { ON_NO_LIST } from './lists.ts';
import { BY_ALIAS } from './owners.ts';

/** AWS's alias alone says nothing about an image: these are AWS's own, and only some of them say what they hold. */
export const SERVICE_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'AWS Deep Learning AMI',
    owners: BY_ALIAS,
    name: /^Deep Learning .*\((?:Amazon Linux|Ubuntu) [\d.]+\) (?<year>\d{4})(?<month>\d{2})\d{2}$/,
    agent: 'likely',
    // Release notes before December 2025 do not name an agent.
    since: { month: '2025-12', before: 'unknown' },
    source: 'AWS Deep Learning AMIs Developer Guide, release notes: each names its ssm_agent_version',
    read: '2026-10',
  },
  {
    family: 'AWS Deep Learning AMI, numbered by version',
    owners: BY_ALIAS,
    name: /^Deep Learning .+$/,
    agent: 'unknown',
    source: `${ON_NO_LIST}, and its release notes do not name an agent`,
    read: '2026-10',
  },
  {
    family: 'AWS Cloud9',
    owners: BY_ALIAS,
    name: /^Cloud9.+$/,
    agent: 'unknown',
    source: ON_NO_LIST,
    read: '2026',
  },
  {
    family: 'AWS ParallelCluster',
    owners: BY_ALIAS,
    name: /^aws-parallelcluster-.+$/,
    agent: 'unknown',
    source: ON_NO_LIST,
    read: '2026',
  },
  {
    family: 'AWS Elastic Beanstalk',
    owners: BY_ALIAS,
    name: /^aws-elasticbeanstalk-.+$/,
    agent: 'unknown',
    source: ON_NO_LIST,
    read: '2026',
  },
];
