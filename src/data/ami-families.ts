import type { SystemId } from './operating-systems.ts';

/** Whether an instance of a family's images comes up with the agent; AWS itself says no more than "likely". */
export type AgentInImage = 'likely' | 'unlikely' | 'unknown';

/** One row: images that one publisher names in one way. The first row whose pattern fits the name is the family. */
export interface AmiFamily {
  readonly family: string;
  /** Account ids of the publisher, beside AWS's own word (`ImageOwnerAlias` `amazon`), which always counts. */
  readonly owners: readonly string[];
  /**
   * Fits the whole name. Named groups: `release` (and `servicePack`) is the system's release, `year` and `month` are
   * the date that the publisher wrote into the name.
   */
  readonly name: RegExp;
  readonly agent: AgentInImage;
  /** When images before a month (`YYYY-MM`) differ: the first month for which `agent` holds, and what holds before. */
  readonly since?: { readonly month: string; readonly before: AgentInImage };
  /** The operating system, and its release where the name does not hold it. */
  readonly system?: SystemId;
  readonly release?: string;
  /** Where the row comes from, by page or repository, and the year or month of the text that was read. */
  readonly source: string;
  readonly read: string;
}

const LIST_2026 = 'AWS Systems Manager User Guide, "Find AMIs with the SSM Agent preinstalled"';
const LIST_2023 = 'the same page of the User Guide as of June 2023';
const BOTH_LISTS = `${LIST_2026}; ${LIST_2023}`;

/*
 * Owner ids. Canonical, SUSE and Red Hat publish theirs; the other ids were each met as the owner of images of that
 * family in several independent public repositories (2026-11). Publishers outside the `aws` partition that are not
 * listed are still recognised by the alias that AWS gives them.
 */
const AMAZON_LINUX = ['137112412989'];
const ECS = ['591542846629'];
const EKS = ['602401143452'];
const MACOS = ['628277914472'];
const WINDOWS = ['801119661308'];
const BOTTLEROCKET = ['092701018921'];
const CANONICAL = ['099720109477', '513442679011', '837727238323'];
const SUSE = ['013907871322'];
const ALMALINUX = ['764336703387'];
const RED_HAT = ['309956199498', '219670896067', '841258680906'];
const DEBIAN = ['136693071363'];
const ROCKY = ['792107900819'];
const ORACLE = ['131827586825'];
const CENTOS = ['125523088429'];

const WINDOWS_PREFIX = '^(?:(?:TPM|EC2LaunchV2|BIOS|UEFI)-)?Windows_Server';
const WINDOWS_DATE = '(?:-(?<year>\\d{4})\\.(?<month>\\d{2})\\.\\d{2})?$';

const amazonLinux: readonly AmiFamily[] = [
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
    family: 'Amazon Linux 2023, ECS-optimized',
    owners: ECS,
    name: /^al2023-ami-ecs-(?:(?:neuron|gpu)-)?hvm-(?<release>2023)\..+$/,
    agent: 'likely',
    system: 'amazon-linux',
    source: 'aws/amazon-ecs-ami, packages_al2023 installs amazon-ssm-agent',
    read: '2026-08',
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
    family: 'Amazon Linux 2, ECS-optimized',
    owners: ECS,
    name: /^amzn2-ami-ecs-(?:kernel-[\d.]+-)?(?:(?:gpu|inf)-)?hvm-2\.0\..+$/,
    agent: 'likely',
    system: 'amazon-linux',
    release: '2',
    source: `${BOTH_LISTS}; aws/amazon-ecs-ami, packages_al2`,
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
    family: 'Amazon Linux AMI, ECS-optimized',
    owners: ECS,
    name: /^amzn-ami-(?<release>\d{4}\.\d{2})\..*-amazon-ecs-optimized$/,
    agent: 'unlikely',
    system: 'amazon-linux-1',
    source:
      'Early Systems Manager User Guide: images other than the base one need the agent installed by hand',
    read: '2026',
  },
  {
    family: 'Amazon Linux AMI, minimal or NAT',
    owners: AMAZON_LINUX,
    name: /^amzn-ami-(?:minimal-(?:hvm|pv)|vpc-nat-(?:hvm|pv))-(?<release>\d{4}\.\d{2})\..+$/,
    agent: 'unknown',
    system: 'amazon-linux-1',
    source: 'On no list; nobody has published whether these images hold the agent',
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

const containers: readonly AmiFamily[] = [
  {
    family: 'EKS-optimized Amazon Linux 2023',
    owners: EKS,
    name: /^amazon-eks-node-al2023-.+-v\d{8}$/,
    agent: 'likely',
    system: 'amazon-linux',
    release: '2023',
    source: `${LIST_2026}; awslabs/amazon-eks-ami, templates/al2023 installs the agent`,
    read: '2026-08',
  },
  {
    family: 'EKS-optimized Amazon Linux 2',
    owners: EKS,
    name: /^amazon-eks-(?:(?:arm64|gpu)-)?node-\d\.\d+-v(?<year>\d{4})(?<month>\d{2})\d{2}$/,
    agent: 'likely',
    // The first release that holds the agent is not published; the list of June 2023 vouches from there on.
    since: { month: '2023-06', before: 'unknown' },
    system: 'amazon-linux',
    release: '2',
    source: BOTH_LISTS,
    read: '2026',
  },
  {
    family: 'Bottlerocket',
    owners: BOTTLEROCKET,
    name: /^bottlerocket-aws-(?:k8s|ecs)-.+-v(?<release>\d+\.\d+\.\d+)(?:-[0-9a-f]+)?$/,
    agent: 'likely',
    system: 'bottlerocket',
    source: 'bottlerocket.dev, host containers: the agent runs in the control container, on unless disabled',
    read: '2026',
  },
];

const macAndWindows: readonly AmiFamily[] = [
  {
    family: 'macOS',
    owners: MACOS,
    name: /^amzn-ec2-macos-(?<release>10\.14|10\.15|11|12|13|14|15)(?:\.\d+)*-.+$/,
    agent: 'likely',
    system: 'macos',
    source: `${LIST_2026}: 13 to 15; the lists of 2023 and 2024: 10.14 to 14`,
    read: '2026',
  },
  {
    family: 'macOS, newer or older than the lists',
    owners: MACOS,
    name: /^amzn-ec2-macos-(?<release>\d+)(?:\.\d+)*-.+$/,
    agent: 'unknown',
    system: 'macos',
    source: 'On no list',
    read: '2026',
  },
  {
    family: 'Windows Server Nano',
    owners: WINDOWS,
    name: new RegExp(`${WINDOWS_PREFIX}-(?<release>\\d{4})-[A-Za-z_]+-Nano-.*$`),
    agent: 'unlikely',
    source: `${LIST_2026}, which excepts Nano; Session Manager does not support Nano at all`,
    read: '2026',
  },
  {
    family: 'Windows Server 2016 and later',
    owners: WINDOWS,
    name: new RegExp(
      `${WINDOWS_PREFIX}-(?<release>2016|2019|2022|2025)-[A-Za-z_]+-(?:STIG-)?(?:Full|Core)-.+$`,
    ),
    agent: 'likely',
    system: 'windows-server',
    source: BOTH_LISTS,
    read: '2026',
  },
  {
    family: 'Windows Server 2008 to 2012 R2',
    owners: WINDOWS,
    name: new RegExp(
      `${WINDOWS_PREFIX}-(?<release>2008|2012)(?:[-_]R2)?(?:[-_](?:RTM|SP\\d))?-[A-Za-z_]+-(?:64|32)Bit-.+?${WINDOWS_DATE}`,
    ),
    agent: 'likely',
    since: { month: '2016-11', before: 'unlikely' },
    system: 'windows-server',
    source: `${LIST_2023}: images published in November 2016 or later`,
    read: '2023-06',
  },
];

const otherPublishers: readonly AmiFamily[] = [
  {
    family: 'Ubuntu Server',
    owners: CANONICAL,
    name: /^ubuntu\/images\/hvm-ssd(?:-gp3)?\/ubuntu-[a-z]+-(?<release>16\.04|18\.04|20\.04|22\.04|24\.04|25\.04)-(?:amd64|arm64)-server-\d{8}(?:\.\d+)?$/,
    agent: 'likely',
    system: 'ubuntu',
    source: `${LIST_2026}: 18.04 to 25.04; ${LIST_2023}: 16.04 to 20.04`,
    read: '2026',
  },
  {
    family: 'Ubuntu Pro Server',
    owners: CANONICAL,
    name: /^ubuntu-pro-server\/images\/hvm-ssd(?:-gp3)?\/ubuntu-[a-z]+-(?<release>16\.04|18\.04|20\.04|22\.04|24\.04)-(?:amd64|arm64)-pro-server-\d{8}(?:\.\d+)?$/,
    agent: 'likely',
    system: 'ubuntu',
    source: `${LIST_2026}, Ubuntu Server`,
    read: '2026',
  },
  {
    family: 'Ubuntu, other images',
    owners: CANONICAL,
    name: /^ubuntu[a-z-]*\/.*ubuntu-[a-z]+-(?<release>\d\d\.\d\d)-.+$/,
    agent: 'unknown',
    system: 'ubuntu',
    source:
      'Minimal, EKS, daily, FIPS and interim images are on no list; minimal ones may lack the snap that holds the agent',
    read: '2026',
  },
  {
    family: 'SUSE Linux Enterprise Server',
    owners: SUSE,
    name: /^suse-sles-(?<release>12|15)(?:-sp(?<servicePack>\d))?-v\d{8}-hvm-ssd-(?:x86_64|arm64)$/,
    agent: 'likely',
    system: 'sles',
    source: `${LIST_2026}: 15.3 and later; ${LIST_2023}: 12 and 15`,
    read: '2026',
  },
  {
    family: 'SUSE Linux Enterprise Server, other images',
    owners: SUSE,
    name: /^suse-sles-.+$/,
    agent: 'unknown',
    source: 'BYOS, SAP, container-host and other releases are not named by the lists',
    read: '2026',
  },
  {
    family: 'AlmaLinux',
    owners: ALMALINUX,
    name: /^AlmaLinux OS (?<release>(?:8|9)\.\d+)\.\d{8} (?:x86_64|aarch64)$/,
    agent: 'likely',
    system: 'almalinux',
    source: `${LIST_2026}, where it is new`,
    read: '2026',
  },
  {
    family: 'Red Hat Enterprise Linux',
    owners: RED_HAT,
    name: /^RHEL(?:_HA)?-(?<release>\d+\.\d+)(?:\.\d+)?_HVM-.+$/,
    agent: 'unlikely',
    system: 'rhel',
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'Debian 11 and earlier',
    owners: DEBIAN,
    name: /^debian-(?<release>8|9|10|11|jessie|stretch)-.+$/,
    agent: 'unlikely',
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'Debian 12 and later',
    owners: DEBIAN,
    name: /^debian-(?<release>\d+)-.+$/,
    agent: 'unknown',
    system: 'debian',
    source: 'On no list; whether the newer images hold the agent is not published',
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
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'CentOS Stream',
    owners: CENTOS,
    name: /^CentOS Stream (?<release>\d+) .+$/,
    agent: 'unlikely',
    system: 'centos-stream',
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
  {
    family: 'CentOS Linux',
    owners: CENTOS,
    name: /^CentOS (?:Linux )?(?<release>\d+(?:\.\d+)*) .+$/,
    agent: 'unlikely',
    system: 'centos',
    source: `On neither ${LIST_2026} nor ${LIST_2023}`,
    read: '2026',
  },
];

/**
 * The union of AWS's lists over the years: leaving the list at the end of its life takes no agent out of an image
 * that was published before. Minimal, Nano and other special images stand before the family that they look like.
 */
export const AMI_FAMILIES: readonly AmiFamily[] = [
  ...amazonLinux,
  ...containers,
  ...macAndWindows,
  ...otherPublishers,
];
