import type { AmiFamily } from './family.ts';
import { LIST_2019, LIST_2022, LIST_2026, ON_NO_LIST } from './lists.ts';
import { SUSE } from './owners.ts';

export const SUSE_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'SUSE Linux Enterprise Server',
    owners: SUSE,
    name: /^suse-sles-(?<release>12|15)(?:-sp(?<servicePack>\d))?-v(?<year>\d{4})(?<month>\d{2})\d{2}-hvm-ssd-(?:x86_64|arm64)$/,
    agent: 'likely',
    // The first image that holds the agent is not published.
    since: { month: '2022-01', before: 'unknown' },
    system: 'sles',
    source: `${LIST_2026}: 15.3 and later; ${LIST_2022}: 12 and 15; not yet in ${LIST_2019}`,
    read: '2026',
  },
  {
    family: 'SUSE Linux Enterprise Server, other images',
    owners: SUSE,
    name: /^suse-sles-.+$/,
    agent: 'unknown',
    source: `${ON_NO_LIST}: BYOS, SAP, container-host and other releases`,
    read: '2026',
  },
];
