export const SYSTEM_IDS = [
  'almalinux',
  'amazon-linux',
  'amazon-linux-1',
  'bottlerocket',
  'centos',
  'centos-stream',
  'debian',
  'macos',
  'oracle',
  'rhel',
  'rocky',
  'sles',
  'ubuntu',
  'windows-server',
] as const;
export type SystemId = (typeof SYSTEM_IDS)[number];

/** Releases from one to another, both included; `9` as an end means all of 9.x. Without `to`: all later ones. */
export interface ReleaseRange {
  readonly from: string;
  readonly to?: string;
  /** Listed for one architecture alone, in EC2's word. */
  readonly architecture?: 'x86_64';
}

interface OperatingSystem {
  readonly system: SystemId;
  readonly title: string;
  /** Fits `PlatformName` as the agent reports it; a group `release` is there where the name holds the release. */
  readonly platformName: RegExp;
  /** Empty: the system was dropped, every release of it. */
  readonly listed: readonly ReleaseRange[];
}

/** AWS Systems Manager User Guide, "Supported operating systems and machine types". */
export const LIST_READ = '2026';

/** What the list names. A release newer than all listed ones may have been added since: it is not off the list. */
export const OPERATING_SYSTEMS: readonly OperatingSystem[] = [
  {
    system: 'almalinux',
    title: 'AlmaLinux',
    platformName: /^AlmaLinux$/i,
    listed: [
      { from: '8.3', to: '8.10' },
      { from: '9', to: '9' },
    ],
  },
  {
    system: 'amazon-linux',
    title: 'Amazon Linux',
    platformName: /^Amazon Linux(?: 2| 2023)?$/i,
    listed: [
      { from: '2', to: '2' },
      { from: '2023', to: '2023' },
    ],
  },
  { system: 'amazon-linux-1', title: 'Amazon Linux AMI', platformName: /^Amazon Linux AMI$/i, listed: [] },
  { system: 'bottlerocket', title: 'Bottlerocket', platformName: /^Bottlerocket/i, listed: [{ from: '1' }] },
  { system: 'centos', title: 'CentOS Linux', platformName: /^CentOS(?: Linux)?$/i, listed: [] },
  {
    system: 'centos-stream',
    title: 'CentOS Stream',
    platformName: /^CentOS Stream$/i,
    listed: [{ from: '9', to: '9' }],
  },
  {
    system: 'debian',
    title: 'Debian',
    platformName: /^Debian(?: GNU\/Linux)?$/i,
    listed: [{ from: '11', to: '12' }],
  },
  {
    system: 'macos',
    title: 'macOS',
    platformName: /^(?:macOS|Mac OS X)$/i,
    listed: [{ from: '13', to: '15' }],
  },
  {
    system: 'oracle',
    title: 'Oracle Linux',
    platformName: /^Oracle Linux(?: Server)?$/i,
    listed: [
      { from: '7.5', to: '7.8', architecture: 'x86_64' },
      { from: '8', to: '9' },
    ],
  },
  {
    system: 'rhel',
    title: 'Red Hat Enterprise Linux',
    platformName: /^Red Hat Enterprise Linux(?: Server)?$/i,
    listed: [
      { from: '7.0', to: '7.5', architecture: 'x86_64' },
      { from: '7.6', to: '10' },
    ],
  },
  {
    system: 'rocky',
    title: 'Rocky Linux',
    platformName: /^Rocky Linux$/i,
    listed: [{ from: '8', to: '10' }],
  },
  {
    system: 'sles',
    title: 'SUSE Linux Enterprise Server',
    platformName: /^(?:SLES|SUSE Linux Enterprise Server)$/i,
    listed: [{ from: '15.3', to: '15' }],
  },
  {
    system: 'ubuntu',
    title: 'Ubuntu Server',
    platformName: /^Ubuntu$/i,
    listed: ['18.04', '20.04', '22.04', '24.04', '25.04'].map((release) => ({ from: release, to: release })),
  },
  {
    system: 'windows-server',
    title: 'Windows Server',
    // The version that the agent reports is the kernel's; the release stands in the name. 2012 and 2012 R2 are both listed.
    platformName: /Windows Server (?<release>\d{4})\b/i,
    listed: ['2012', '2016', '2019', '2022', '2025'].map((release) => ({ from: release, to: release })),
  },
];
