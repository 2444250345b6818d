import type { AmiFamily } from './family.ts';
import { LIST_2023, LIST_2026, ON_NO_LIST } from './lists.ts';
import { ALMALINUX, BY_ALIAS, CENTOS, DEBIAN, ORACLE, RED_HAT, ROCKY } from './owners.ts';

const without = (system: string): string =>
  `User Guide, "Manually installing SSM Agent on ${system} instances": these images do not come with the agent; on neither ${LIST_2026} nor ${LIST_2023}`;

export const OTHER_LINUX_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'AlmaLinux',
    owners: ALMALINUX,
    name: /^AlmaLinux OS (?<release>(?:8|9)\.\d+)\.(?<year>\d{4})(?<month>\d{2})\d{2} (?:x86_64|aarch64)$/,
    agent: 'likely',
    // New on the list since; when the images got the agent is not published.
    since: { month: '2023-07', before: 'unknown' },
    system: 'almalinux',
    source: `${LIST_2026}, where it is new; not yet in ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'Red Hat Enterprise Linux',
    owners: RED_HAT,
    name: /^RHEL(?:_HA)?-(?<release>\d+\.\d+)(?:\.\d+)?_HVM-.+$/,
    agent: 'unlikely',
    system: 'rhel',
    source: without('Red Hat Enterprise Linux'),
    read: '2026',
  },
  {
    family: 'Debian 8 to 12',
    owners: DEBIAN,
    name: /^debian-(?:(?<release>8|9|10|11|12)|jessie|stretch)-.+$/,
    agent: 'unlikely',
    system: 'debian',
    source: `${without('Debian Server')}; GuardDuty User Guide: Debian's images need the agent installed`,
    read: '2026',
  },
  {
    family: 'Debian 13 and later',
    owners: DEBIAN,
    name: /^debian-(?<release>\d+)-.+$/,
    agent: 'unknown',
    system: 'debian',
    source: `${ON_NO_LIST}, nor among the systems that the User Guide tells how to install the agent on`,
    read: '2026',
  },
  {
    family: 'Rocky Linux',
    owners: ROCKY,
    name: /^Rocky-(?<release>\d+)-EC2-.+$/,
    agent: 'unlikely',
    system: 'rocky',
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'Oracle Linux',
    owners: ORACLE,
    name: /^OL(?<release>\d+\.\d+)-(?:x86_64|aarch64|arm64)-HVM-.+$/,
    agent: 'unlikely',
    system: 'oracle',
    source: without('Oracle Linux'),
    read: '2026',
  },
  {
    family: 'CentOS Stream',
    owners: CENTOS,
    name: /^CentOS Stream (?<release>\d+) .+$/,
    agent: 'unlikely',
    system: 'centos-stream',
    source: without('CentOS'),
    read: '2026',
  },
  {
    family: 'CentOS Linux',
    owners: CENTOS,
    name: /^CentOS (?:Linux )?(?<release>\d+(?:\.\d+)*) .+$/,
    agent: 'unlikely',
    system: 'centos',
    source: without('CentOS'),
    read: '2026',
  },
  {
    family: 'FreeBSD',
    owners: BY_ALIAS,
    name: /^FreeBSD .+$/,
    agent: 'unknown',
    source: `${ON_NO_LIST}, and none of the systems that Systems Manager supports`,
    read: '2026',
  },
];
