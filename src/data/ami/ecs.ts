import type { AmiFamily } from './family.ts';
import { BOTH_LISTS, LIST_2019 } from './lists.ts';
import { ECS } from './owners.ts';

const BY_HAND = `${LIST_2019}: on images like the ECS-optimized ones the agent had to be installed by hand`;
const ANNOUNCED = 'AWS announced in February 2020 that ECS-optimized Amazon Linux 2 comes with the agent';
const LINUX_2 = '^amzn2-ami-ecs-(?:kernel-[\\d.]+-)?(?:(?:gpu|inf)-)?hvm-2\\.0\\.';

/** Built from minimal images, to which the agent was added in time. */
export const ECS_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'Amazon Linux 2023, ECS-optimized',
    owners: ECS,
    name: /^al2023-ami-ecs-(?:(?:neuron|gpu)-)?hvm-(?<release>2023)\..+$/,
    agent: 'likely',
    system: 'amazon-linux',
    source: 'aws/amazon-ecs-ami, packages_al2023 installs amazon-ssm-agent',
    read: '2026-08',
  },
  {
    family: 'Amazon Linux 2, ECS-optimized, of 2018 and 2019',
    owners: ECS,
    name: new RegExp(`${LINUX_2}201[89]\\d{4}-.+$`),
    agent: 'unlikely',
    system: 'amazon-linux',
    release: '2',
    source: `${BY_HAND}; ${ANNOUNCED}`,
    read: '2020-02',
  },
  {
    family: 'Amazon Linux 2, ECS-optimized',
    owners: ECS,
    name: new RegExp(`${LINUX_2}(?<year>\\d{4})(?<month>\\d{2})\\d{2}-.+$`),
    agent: 'likely',
    // Which image of the first two months was the first one is not said.
    since: { month: '2020-03', before: 'unknown' },
    system: 'amazon-linux',
    release: '2',
    source: `${BOTH_LISTS}; ${ANNOUNCED}`,
    read: '2026',
  },
  {
    family: 'Amazon Linux AMI, ECS-optimized, numbered by letter',
    owners: ECS,
    name: /^amzn-ami-(?<release>\d{4}\.\d{2})\.[a-z]{1,2}-amazon-ecs-optimized$/,
    agent: 'unlikely',
    system: 'amazon-linux-1',
    source: BY_HAND,
    read: '2019',
  },
  {
    family: 'Amazon Linux AMI, ECS-optimized, numbered by date',
    owners: ECS,
    name: /^amzn-ami-(?<release>\d{4}\.\d{2})\.\d{8}-amazon-ecs-optimized$/,
    agent: 'unknown',
    system: 'amazon-linux-1',
    source:
      'A list of 2020 names "Amazon ECS-Optimized" without saying which, that of 2023 Amazon Linux 2 alone',
    read: '2023-06',
  },
];
