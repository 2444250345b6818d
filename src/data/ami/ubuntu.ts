import type { AmiFamily } from './family.ts';
import { LIST_2023, LIST_2026, ON_NO_LIST } from './lists.ts';
import { CANONICAL } from './owners.ts';

const DATE = '(?<year>\\d{4})(?<month>\\d{2})\\d{2}(?:\\.\\d+)?$';
const LTS = '16\\.04|18\\.04|20\\.04|22\\.04|24\\.04';
const SINCE = {
  // The User Guide names the identifier 20180627; of earlier images it says nothing.
  since: { month: '2018-07', before: 'unknown' },
  system: 'ubuntu',
  read: '2026',
} as const;
const SNAP =
  'User Guide, "Install SSM Agent on Ubuntu Server": images with an identifier of 20180627 or later';

export const UBUNTU_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'Ubuntu Server',
    owners: CANONICAL,
    name: new RegExp(
      `^ubuntu/images/hvm-ssd(?:-gp3)?/ubuntu-[a-z]+-(?<release>${LTS}|25\\.04)-(?:amd64|arm64)-server-${DATE}`,
    ),
    agent: 'likely',
    ...SINCE,
    source: `${LIST_2026}: 18.04 to 25.04; ${LIST_2023}: 16.04 to 20.04; ${SNAP}`,
  },
  {
    family: 'Ubuntu Pro Server',
    owners: CANONICAL,
    name: new RegExp(
      `^ubuntu-pro-server/images/hvm-ssd(?:-gp3)?/ubuntu-[a-z]+-(?<release>${LTS})-(?:amd64|arm64)-pro-server-${DATE}`,
    ),
    agent: 'likely',
    ...SINCE,
    source: `${LIST_2026}, Ubuntu Server; ${SNAP}`,
  },
  {
    family: 'Ubuntu, other images',
    owners: CANONICAL,
    name: /^ubuntu[a-z-]*\/.*ubuntu-[a-z]+-(?:(?<release>\d\d\.\d\d)|daily)-.+$/,
    agent: 'unknown',
    system: 'ubuntu',
    source: `${ON_NO_LIST}: minimal, EKS, daily, FIPS and interim images; minimal ones may lack the snap that holds the agent`,
    read: '2026',
  },
];
