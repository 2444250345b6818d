import type { AmiFamily } from './family.ts';
import { BOTH_LISTS, LIST_2023, ON_NO_LIST } from './lists.ts';
import { AMAZON_LINUX } from './owners.ts';

/** Minimal images stand before the ones that they look like. */
export const AMAZON_LINUX_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'Amazon Linux 2023 minimal',
    owners: AMAZON_LINUX,
    name: /^al2023-ami-minimal-(?<release>2023)\..+$/,
    agent: 'unlikely',
    system: 'amazon-linux',
    source:
      'Amazon Linux 2023 User Guide, "Comparing packages": amazon-ssm-agent is in the standard image, not in the minimal one',
    read: '2026',
  },
  {
    family: 'Amazon Linux 2023',
    owners: AMAZON_LINUX,
    name: /^al2023-ami-(?<release>2023)\.\d+\.\d{8}\.\d+-kernel-.+$/,
    agent: 'likely',
    system: 'amazon-linux',
    source: BOTH_LISTS,
    read: '2026',
  },
  {
    family: 'Amazon Linux 2 minimal',
    owners: AMAZON_LINUX,
    name: /^amzn2-ami-minimal-(?:hvm|pv)-2\.0\..+$/,
    agent: 'unlikely',
    system: 'amazon-linux',
    release: '2',
    source: 'aws/amazon-ecs-ami starts from this image and adds amazon-ssm-agent to it',
    read: '2026-08',
  },
  {
    family: 'Amazon Linux 2',
    owners: AMAZON_LINUX,
    name: /^amzn2-ami-(?:kernel-[\d.]+-)?hvm-2\.0\..+$/,
    agent: 'likely',
    system: 'amazon-linux',
    release: '2',
    source: BOTH_LISTS,
    read: '2026',
  },
  {
    family: 'Amazon Linux, previews of 2 and 2023',
    owners: AMAZON_LINUX,
    name: /^(?:al2022-ami-|amzn2-ami-hvm-2017\.12\.).+$/,
    agent: 'unknown',
    source: `${ON_NO_LIST}; previews were replaced by the release that is`,
    read: '2026',
  },
  {
    family: 'Amazon Linux AMI, minimal or NAT',
    owners: AMAZON_LINUX,
    name: /^amzn-ami-(?:minimal|vpc-nat)-(?:hvm-|pv-)?(?<release>\d{4}\.\d{2})\..+$/,
    agent: 'unknown',
    system: 'amazon-linux-1',
    source: `${ON_NO_LIST}; nobody has published whether these images hold the agent`,
    read: '2026',
  },
  {
    family: 'Amazon Linux AMI',
    owners: AMAZON_LINUX,
    name: /^amzn-ami-(?:hvm|pv)-(?<release>(?<year>\d{4})\.(?<month>\d{2}))\..+$/,
    agent: 'likely',
    since: { month: '2017-09', before: 'unlikely' },
    system: 'amazon-linux-1',
    source: `${LIST_2023}; left the list at its end of life, the images are unchanged`,
    read: '2023-06',
  },
];
