import { describe, expect, it } from 'vitest';
import { AMI_FAMILIES } from '../../../src/data/ami-families.ts';
import { recogniseImage } from '../../../src/facts/image/recognise.ts';
import type { Image } from '../../../src/model/aws.ts';
import { known, unknown, type Gap } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance } from '../../support/subject.ts';

const ID = 'ami-0aaaaaaaaaaaaaaaa';
const OWN = '111122223333';
const STRANGER = '999988887777';
const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };

/** An image as DescribeImages shows it, and nothing else read. */
function recognise(image: Partial<Image>): ReturnType<typeof recogniseImage> {
  return recogniseImage(
    buildSubject({
      region: { Images: known([{ ImageId: ID, ...image }]), InstanceImageMetadata: known([]) },
    }),
  );
}

type Agent = 'likely' | 'unlikely' | 'unknown';
/** Name of the image, who owns it (an account id, or the alias `amazon`), what to expect, the family. */
type Row = readonly [name: string, owner: string, agent: Agent, family?: string];

const AMAZON_LINUX: readonly Row[] = [
  ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', 'amazon', 'likely', 'Amazon Linux 2023'],
  ['al2023-ami-2023.0.20230315.0-kernel-6.1-arm64', 'amazon', 'likely', 'Amazon Linux 2023'],
  ['al2023-ami-2023.9.20251110.1-kernel-6.12-x86_64', '137112412989', 'likely', 'Amazon Linux 2023'],
  [
    'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64',
    'amazon',
    'unlikely',
    'Amazon Linux 2023 minimal',
  ],
  [
    'al2023-ami-minimal-2023.6.20241010.0-kernel-6.1-arm64',
    '137112412989',
    'unlikely',
    'Amazon Linux 2023 minimal',
  ],
  [
    'al2023-ami-ecs-hvm-2023.0.20240712-kernel-6.1-x86_64',
    'amazon',
    'likely',
    'Amazon Linux 2023, ECS-optimized',
  ],
  [
    'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64',
    '591542846629',
    'likely',
    'Amazon Linux 2023, ECS-optimized',
  ],
  [
    'al2023-ami-ecs-neuron-hvm-2023.0.20240712-kernel-6.1-x86_64',
    'amazon',
    'likely',
    'Amazon Linux 2023, ECS-optimized',
  ],
  [
    'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64',
    'amazon',
    'likely',
    'Amazon Linux 2023, ECS-optimized',
  ],
  ['al2022-ami-2022.0.20221019.4-kernel-5.15-x86_64', 'amazon', 'unknown'],
  ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'amazon', 'likely', 'Amazon Linux 2'],
  ['amzn2-ami-hvm-2.0.20180622.1-x86_64-ebs', '137112412989', 'likely', 'Amazon Linux 2'],
  ['amzn2-ami-kernel-5.10-hvm-2.0.20240131.0-arm64-gp2', 'amazon', 'likely', 'Amazon Linux 2'],
  ['amzn2-ami-hvm-2.0.20191217.0-x86_64-gp2-mono', 'amazon', 'likely', 'Amazon Linux 2'],
  ['amzn2-ami-hvm-2017.12.0.20171212.2-x86_64-gp2', 'amazon', 'unknown'],
  ['amzn2-ami-minimal-hvm-2.0.20180622.1-x86_64-ebs', 'amazon', 'unlikely', 'Amazon Linux 2 minimal'],
  ['amzn2-ami-minimal-pv-2.0.20180622.1-x86_64-ebs', 'amazon', 'unlikely', 'Amazon Linux 2 minimal'],
  ['amzn2-ami-ecs-hvm-2.0.20231103-x86_64-ebs', 'amazon', 'likely', 'Amazon Linux 2, ECS-optimized'],
  [
    'amzn2-ami-ecs-kernel-5.10-hvm-2.0.20240712-x86_64-ebs',
    'amazon',
    'likely',
    'Amazon Linux 2, ECS-optimized',
  ],
  [
    'amzn2-ami-ecs-gpu-hvm-2.0.20240712-x86_64-ebs',
    '591542846629',
    'likely',
    'Amazon Linux 2, ECS-optimized',
  ],
  ['amzn2-ami-ecs-inf-hvm-2.0.20240712-x86_64-ebs', 'amazon', 'likely', 'Amazon Linux 2, ECS-optimized'],
  ['amzn-ami-hvm-2018.03.0.20180811-x86_64-gp2', 'amazon', 'likely', 'Amazon Linux AMI'],
  ['amzn-ami-hvm-2017.09.0.20170930-x86_64-ebs', 'amazon', 'likely', 'Amazon Linux AMI'],
  ['amzn-ami-pv-2018.03.0.20181116-x86_64-ebs', 'amazon', 'likely', 'Amazon Linux AMI'],
  ['amzn-ami-hvm-2017.03.1.20170812-x86_64-gp2', 'amazon', 'unlikely', 'Amazon Linux AMI'],
  ['amzn-ami-hvm-2016.09.0.20161028-x86_64-gp2', '137112412989', 'unlikely', 'Amazon Linux AMI'],
  ['amzn-ami-pv-2013.09.2.x86_64-ebs', 'amazon', 'unlikely', 'Amazon Linux AMI'],
  [
    'amzn-ami-minimal-hvm-2018.03.0.20181116-x86_64-ebs',
    'amazon',
    'unknown',
    'Amazon Linux AMI, minimal or NAT',
  ],
  [
    'amzn-ami-vpc-nat-hvm-2018.03.0.20181116-x86_64-ebs',
    'amazon',
    'unknown',
    'Amazon Linux AMI, minimal or NAT',
  ],
  ['amzn-ami-2018.03.a-amazon-ecs-optimized', '591542846629', 'unlikely', 'Amazon Linux AMI, ECS-optimized'],
  ['amzn-ami-2017.09.l-amazon-ecs-optimized', 'amazon', 'unlikely', 'Amazon Linux AMI, ECS-optimized'],
];

const CONTAINERS: readonly Row[] = [
  [
    'amazon-eks-node-al2023-x86_64-standard-1.33-v20250620',
    'amazon',
    'likely',
    'EKS-optimized Amazon Linux 2023',
  ],
  [
    'amazon-eks-node-al2023-arm64-standard-1.30-v20240703',
    '602401143452',
    'likely',
    'EKS-optimized Amazon Linux 2023',
  ],
  [
    'amazon-eks-node-al2023-x86_64-nvidia-560-1.31-v20241016',
    'amazon',
    'likely',
    'EKS-optimized Amazon Linux 2023',
  ],
  ['amazon-eks-node-1.30-v20241024', 'amazon', 'likely', 'EKS-optimized Amazon Linux 2'],
  ['amazon-eks-gpu-node-1.29-v20240522', 'amazon', 'likely', 'EKS-optimized Amazon Linux 2'],
  ['amazon-eks-arm64-node-1.27-v20230607', '602401143452', 'likely', 'EKS-optimized Amazon Linux 2'],
  ['amazon-eks-node-1.14-v20201007', 'amazon', 'unknown', 'EKS-optimized Amazon Linux 2'],
  ['amazon-eks-node-1.16-v20200423', 'amazon', 'unknown', 'EKS-optimized Amazon Linux 2'],
  ['bottlerocket-aws-k8s-1.32-x86_64-v1.49.0-713f44ce', 'amazon', 'likely', 'Bottlerocket'],
  ['bottlerocket-aws-ecs-2-nvidia-aarch64-v1.20.0-fcf71a47', '092701018921', 'likely', 'Bottlerocket'],
];

const MAC: readonly Row[] = [
  ['amzn-ec2-macos-15.7.4-20260217-233754-arm64', 'amazon', 'likely', 'macOS'],
  ['amzn-ec2-macos-13.2.1-20230302-185032-arm64', '628277914472', 'likely', 'macOS'],
  ['amzn-ec2-macos-12.6-20220912-231225', 'amazon', 'likely', 'macOS'],
  ['amzn-ec2-macos-11.2.1-20210219-155204', 'amazon', 'likely', 'macOS'],
  ['amzn-ec2-macos-10.15.7-20201204-234310', 'amazon', 'likely', 'macOS'],
  ['amzn-ec2-macos-10.14.6-20201204-234310', 'amazon', 'likely', 'macOS'],
  ['amzn-ec2-macos-26.1-20251110-233754-arm64', 'amazon', 'unknown', 'macOS, newer or older than the lists'],
];

const WINDOWS: readonly Row[] = [
  ['Windows_Server-2025-English-Full-Base-2025.11.12', 'amazon', 'likely', 'Windows Server 2016 and later'],
  [
    'Windows_Server-2022-English-Core-Base-2024.01.16',
    '801119661308',
    'likely',
    'Windows Server 2016 and later',
  ],
  [
    'Windows_Server-2019-Portuguese_Brazil-Full-Base-2023.11.15',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  [
    'Windows_Server-2016-English-Full-SQL_2016_SP2_Standard-2020.01.15',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  ['Windows_Server-2016-English-Full-Base-2016.10.18', 'amazon', 'likely', 'Windows Server 2016 and later'],
  [
    'Windows_Server-2019-English-Full-ContainersLatest-2023.06.14',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  [
    'Windows_Server-2022-English-Full-EKS_Optimized-1.29-2024.01.16',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  ['Windows_Server-2019-English-STIG-Full-2023.11.15', 'amazon', 'likely', 'Windows Server 2016 and later'],
  [
    'TPM-Windows_Server-2022-English-Full-Base-2024.01.16',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  [
    'EC2LaunchV2-Windows_Server-2016-English-Full-Base-2023.11.15',
    'amazon',
    'likely',
    'Windows Server 2016 and later',
  ],
  ['Windows_Server-2016-English-Nano-Base-2017.10.13', 'amazon', 'unlikely', 'Windows Server Nano'],
  ['Windows_Server-2016-English-Nano-Base-2017.09.13', '801119661308', 'unlikely', 'Windows Server Nano'],
  ['Windows_Server-1809-English-Core-Base-2019.01.10', 'amazon', 'unknown'],
  [
    'Windows_Server-2012-R2_RTM-English-64Bit-Base-2021.11.10',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-R2_RTM-French-64Bit-Base-2016.11.23',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-R2_RTM-English-64Bit-Core-2016.11.01',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-R2_RTM-English-64Bit-Base-2016.10.31',
    'amazon',
    'unlikely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-R2_RTM-English-64Bit-Base-2015.12.31',
    'amazon',
    'unlikely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-R2_RTM-English-64Bit-SQL_2014_SP2_Express-2017.04.12',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-RTM-English-64Bit-Base-2019.05.15',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2012-RTM-Japanese-64Bit-Base-2014.09.10',
    'amazon',
    'unlikely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.01.10',
    'amazon',
    'likely',
    'Windows Server 2008 to 2012 R2',
  ],
  [
    'Windows_Server-2008-SP2-English-32Bit-Base-2016.05.11',
    'amazon',
    'unlikely',
    'Windows Server 2008 to 2012 R2',
  ],
  ['Windows_Server-2003-R2_SP2-English-64Bit-Base-2016.12.14', 'amazon', 'unknown'],
];

const OTHERS: readonly Row[] = [
  [
    'ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250115',
    '099720109477',
    'likely',
    'Ubuntu Server',
  ],
  [
    'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20240301',
    '099720109477',
    'likely',
    'Ubuntu Server',
  ],
  ['ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20231011.1', 'amazon', 'likely', 'Ubuntu Server'],
  [
    'ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-amd64-server-20230411',
    '513442679011',
    'likely',
    'Ubuntu Server',
  ],
  [
    'ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-20200729',
    '837727238323',
    'likely',
    'Ubuntu Server',
  ],
  [
    'ubuntu/images/hvm-ssd-gp3/ubuntu-plucky-25.04-amd64-server-20250415',
    '099720109477',
    'likely',
    'Ubuntu Server',
  ],
  [
    'ubuntu-pro-server/images/hvm-ssd/ubuntu-jammy-22.04-amd64-pro-server-20241113',
    '099720109477',
    'likely',
    'Ubuntu Pro Server',
  ],
  [
    'ubuntu-minimal/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-minimal-20251210',
    'amazon',
    'unknown',
    'Ubuntu, other images',
  ],
  [
    'ubuntu-minimal/images/hvm-ssd/ubuntu-focal-20.04-amd64-minimal-20230101',
    '099720109477',
    'unknown',
    'Ubuntu, other images',
  ],
  [
    'ubuntu-eks/k8s_1.29/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301',
    '099720109477',
    'unknown',
    'Ubuntu, other images',
  ],
  ['ubuntu/images-testing/hvm-ssd/ubuntu-noble-daily-amd64-server-20240301', '099720109477', 'unknown'],
  [
    'ubuntu/images/hvm-ssd-gp3/ubuntu-resolute-26.04-amd64-server-20260501',
    '099720109477',
    'unknown',
    'Ubuntu, other images',
  ],
  [
    'ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514',
    '099720109477',
    'unknown',
    'Ubuntu, other images',
  ],
  [
    'ubuntu-pro-server/images/hvm-ssd/ubuntu-focal-20.04-amd64-pro-serve-ae7ed378-8838-4fcf-842d-d1d09b34f116',
    'aws-marketplace',
    'unknown',
  ],
  ['suse-sles-15-sp6-v20250409-hvm-ssd-x86_64', '013907871322', 'likely', 'SUSE Linux Enterprise Server'],
  ['suse-sles-15-sp2-v20200721-hvm-ssd-x86_64', 'amazon', 'likely', 'SUSE Linux Enterprise Server'],
  ['suse-sles-12-sp5-v20221130-hvm-ssd-x86_64', '013907871322', 'likely', 'SUSE Linux Enterprise Server'],
  [
    'suse-sles-15-sp2-byos-v20201111-hvm-ssd-arm64',
    '013907871322',
    'unknown',
    'SUSE Linux Enterprise Server, other images',
  ],
  [
    'suse-sles-15-sp6-sapcal-v20250409-hvm-ssd-x86_64',
    '013907871322',
    'unknown',
    'SUSE Linux Enterprise Server, other images',
  ],
  [
    'suse-sles-15-sp2-chost-byos-v20210304-hvm-ssd-x86_64',
    '013907871322',
    'unknown',
    'SUSE Linux Enterprise Server, other images',
  ],
  ['AlmaLinux OS 9.4.20240805 x86_64', '764336703387', 'likely', 'AlmaLinux'],
  ['AlmaLinux OS 8.9.20231123 aarch64', '764336703387', 'likely', 'AlmaLinux'],
  ['AlmaLinux OS 10.0.20250528 x86_64', '764336703387', 'unknown'],
  ['RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3', '309956199498', 'unlikely', 'Red Hat Enterprise Linux'],
  ['RHEL-7.9_HVM-20221027-x86_64-0-Hourly2-GP2', '219670896067', 'unlikely', 'Red Hat Enterprise Linux'],
  ['RHEL_HA-8.4.0_HVM-20210504-x86_64-2-Hourly2-GP2', 'amazon', 'unlikely', 'Red Hat Enterprise Linux'],
  ['debian-11-amd64-20240104-1616', '136693071363', 'unlikely', 'Debian 11 and earlier'],
  ['debian-10-arm64-20220328-962', '136693071363', 'unlikely', 'Debian 11 and earlier'],
  ['debian-12-amd64-20240201-1644', '136693071363', 'unknown', 'Debian 12 and later'],
  ['debian-13-amd64-20250814-2204', '136693071363', 'unknown', 'Debian 12 and later'],
  ['Rocky-9-EC2-Base-9.3-20231113.0.x86_64', '792107900819', 'unlikely', 'Rocky Linux'],
  ['OL8.7-x86_64-HVM-2023-03-07', '131827586825', 'unlikely', 'Oracle Linux'],
  ['CentOS Stream 9 x86_64 20240304', '125523088429', 'unlikely', 'CentOS Stream'],
  ['CentOS 7.9.2009 x86_64', '125523088429', 'unlikely', 'CentOS Linux'],
  ['Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) 20250516', 'amazon', 'unknown'],
  ['Cloud9AmazonLinux2023-2024-01-04T16-44', 'amazon', 'unknown'],
  ['aws-parallelcluster-3.8.0-amzn2-hvm-x86_64-202312160915', 'amazon', 'unknown'],
];

/** The name of a family with an owner who is not its publisher: a copy under the old name, or a spoof. */
const SPOOFS: readonly Row[] = [
  ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', STRANGER, 'unknown'],
  ['al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64', STRANGER, 'unknown'],
  ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', STRANGER, 'unknown'],
  ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', OWN, 'unknown'],
  ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'aws-marketplace', 'unknown'],
  ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'aws-backup-vault', 'unknown'],
  ['Windows_Server-2022-English-Full-Base-2024.01.16', STRANGER, 'unknown'],
  ['Windows_Server-2016-English-Nano-Base-2017.10.13', STRANGER, 'unknown'],
  ['ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301', STRANGER, 'unknown'],
  ['ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301', '137112412989', 'unknown'],
  ['RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3', STRANGER, 'unknown'],
  ['debian-11-amd64-20240104-1616', OWN, 'unknown'],
  ['amazon-eks-node-1.30-v20241024', STRANGER, 'unknown'],
  ['my-al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', 'amazon', 'unknown'],
  ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', '1371124129890', 'unknown'],
  ['AMZN2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'amazon', 'unknown'],
  ['golden-web-2026-01', OWN, 'unknown'],
];

const ALIASES = new Set(['amazon', 'aws-marketplace', 'aws-backup-vault']);

describe.each([
  ['Amazon Linux', AMAZON_LINUX],
  ['container hosts', CONTAINERS],
  ['macOS', MAC],
  ['Windows Server', WINDOWS],
  ['other publishers', OTHERS],
  ['names without their owner', SPOOFS],
])('recogniseImage, %s', (_, rows) => {
  const cases = rows.map(([name, owner, agent, family]) => ({ name, owner, agent, family }));
  it.each(cases)('$name of $owner: $agent', ({ name, owner, agent, family }) => {
    const by = ALIASES.has(owner) ? { ImageOwnerAlias: owner } : { OwnerId: owner };
    const judged = recognise({ Name: name, ...by });
    expect(judged).toMatchObject({ known: true, value: { agent } });
    expect(judged.known ? judged.value.family : undefined).toBe(family);
  });
});

describe('recogniseImage, dates', () => {
  const NAME = 'Windows_Server-2012-R2_RTM-English-64Bit-Base';
  it.each<[string, Partial<Image>, Agent]>([
    [
      'the date in the name beats a later CreationDate',
      { Name: `${NAME}-2015.06.10`, CreationDate: '2020-03-01T00:00:00.000Z' },
      'unlikely',
    ],
    [
      'the date in the name beats an earlier CreationDate',
      { Name: `${NAME}-2017.06.14`, CreationDate: '2014-03-01T00:00:00.000Z' },
      'likely',
    ],
    [
      'without a date in the name the CreationDate of the publisher counts',
      { Name: NAME, CreationDate: '2016-11-01T00:00:00.000Z' },
      'likely',
    ],
    ['the last day before', { Name: NAME, CreationDate: '2016-10-31T23:59:59.000Z' }, 'unlikely'],
    ['no date at all', { Name: NAME }, 'unknown'],
    ['a CreationDate that is no date', { Name: NAME, CreationDate: 'soon' }, 'unknown'],
    [
      'Amazon Linux goes by the release in its name',
      { Name: 'amzn-ami-hvm-2017.03.1.20180101-x86_64-gp2', CreationDate: '2018-01-01T00:00:00.000Z' },
      'unlikely',
    ],
  ])('%s', (_, image, agent) => {
    expect(recognise({ ImageOwnerAlias: 'amazon', ...image })).toMatchObject({ value: { agent } });
  });

  it('does not take the CreationDate of a copy for the date of publication', () => {
    const copy = { Name: NAME, OwnerId: OWN, CreationDate: '2020-03-01T00:00:00.000Z' };
    expect(recognise(copy)).toMatchObject({ value: { agent: 'unknown' } });
  });
});

const AL2023 = 'al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64';
const root = { ImageId: 'ami-root', Name: AL2023, ImageOwnerAlias: 'amazon', OwnerId: '137112412989' };

function derived(images: readonly Image[]): ReturnType<typeof recogniseImage> {
  return recogniseImage(
    buildSubject({ region: { Images: known(images), InstanceImageMetadata: known([]) } }),
  );
}

describe('recogniseImage, copies and golden images', () => {
  it.each<[string, Image[], Agent, string | undefined]>([
    [
      'a copy of an image that ships the agent',
      [{ ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-root' }, root],
      'likely',
      'ami-root',
    ],
    [
      'a copy of a copy',
      [
        { ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-mid' },
        { ImageId: 'ami-mid', Name: 'base', OwnerId: OWN, SourceImageId: 'ami-root' },
        root,
      ],
      'likely',
      'ami-root',
    ],
    [
      'an ancestor without a name still leads on',
      [
        { ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-mid' },
        { ImageId: 'ami-mid', SourceImageId: 'ami-root' },
        root,
      ],
      'likely',
      'ami-root',
    ],
    [
      'a copy that keeps the name',
      [{ ImageId: ID, Name: AL2023, OwnerId: OWN, SourceImageId: 'ami-root' }, root],
      'likely',
      'ami-root',
    ],
    [
      'made from an image without the agent, which may have been added',
      [
        { ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-min' },
        { ...root, ImageId: 'ami-min', Name: 'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64' },
      ],
      'unknown',
      'ami-min',
    ],
    [
      'a copy of an old Windows image, copied late',
      [
        {
          ImageId: ID,
          Name: 'win',
          OwnerId: OWN,
          CreationDate: '2020-03-01T00:00:00.000Z',
          SourceImageId: 'ami-win',
        },
        {
          ImageId: 'ami-win',
          Name: 'Windows_Server-2012-R2_RTM-English-64Bit-Base-2015.06.10',
          ImageOwnerAlias: 'amazon',
        },
      ],
      'unknown',
      'ami-win',
    ],
    [
      'a copy of a spoof',
      [
        { ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-root' },
        { ...root, ImageOwnerAlias: undefined, OwnerId: STRANGER } as unknown as Image,
      ],
      'unknown',
      undefined,
    ],
    [
      'the source is not in the answer',
      [{ ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-gone' }],
      'unknown',
      undefined,
    ],
    [
      'registered from a snapshot, no source',
      [{ ImageId: ID, Name: 'golden', OwnerId: OWN }],
      'unknown',
      undefined,
    ],
    [
      'a circle ends',
      [
        { ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-mid' },
        { ImageId: 'ami-mid', Name: 'base', OwnerId: OWN, SourceImageId: ID },
      ],
      'unknown',
      undefined,
    ],
  ])('%s', (_, images, agent, inheritedFrom) => {
    const judged = derived(images);
    expect(judged).toMatchObject({ known: true, value: { agent } });
    expect(judged.known ? judged.value.inheritedFrom : '').toBe(inheritedFrom);
    expect(judged.known ? judged.value.system : '').toBeUndefined();
  });
});

const metadata = (ImageMetadata: object) =>
  known([{ InstanceId: healthyInstance.InstanceId, ImageMetadata }]);
const published = { ImageId: ID, Name: AL2023, ImageOwnerAlias: 'amazon' };

describe('recogniseImage, answers', () => {
  it.each([
    [
      'DescribeImages alone',
      { Images: known([published]), InstanceImageMetadata: unknown(DENIED) },
      'likely',
    ],
    [
      'DescribeInstanceImageMetadata alone',
      { Images: unknown(DENIED), InstanceImageMetadata: metadata(published) },
      'likely',
    ],
    [
      'deregistered, still known to the metadata',
      { Images: known([]), InstanceImageMetadata: metadata(published) },
      'likely',
    ],
    [
      'an image without a name leaves it to the metadata',
      { Images: known([{ ImageId: ID, OwnerId: OWN }]), InstanceImageMetadata: metadata(published) },
      'likely',
    ],
    ['neither answer knows the image', { Images: known([]), InstanceImageMetadata: known([]) }, 'unknown'],
    [
      'an own image, known from the metadata alone',
      {
        Images: known([]),
        InstanceImageMetadata: metadata({ ...published, ImageOwnerAlias: undefined, OwnerId: OWN }),
      },
      'unknown',
    ],
  ])('%s', (_, region, agent) => {
    expect(recogniseImage(buildSubject({ region }))).toMatchObject({ known: true, value: { agent } });
  });

  it.each([
    ['not in DescribeImages, metadata denied', { Images: known([]), InstanceImageMetadata: unknown(DENIED) }],
    ['both denied', { Images: unknown(DENIED), InstanceImageMetadata: unknown(DENIED) }],
    ['not in the metadata, images denied', { Images: unknown(DENIED), InstanceImageMetadata: known([]) }],
    [
      'an own image whose source cannot be looked up',
      {
        Images: unknown(DENIED),
        InstanceImageMetadata: metadata({ ...published, ImageOwnerAlias: undefined, OwnerId: OWN }),
      },
    ],
  ])('a gap: %s', (_, region) => {
    expect(recogniseImage(buildSubject({ region }))).toEqual({ known: false, gap: DENIED });
  });

  it('passes on an image id that is known only after the apply', () => {
    const gap: Gap = { kind: 'after-apply', attribute: 'ami' };
    const subject = buildSubject({ planned: true, instance: { Gaps: { ImageId: gap } } });
    expect(recogniseImage(subject)).toEqual({ known: false, gap });
  });

  it('names the gap of the images for a planned instance, which has no metadata yet', () => {
    const gap: Gap = { kind: 'not-collected', action: 'ec2:DescribeImages' };
    const subject = buildSubject({
      planned: true,
      region: { Images: unknown(gap), InstanceImageMetadata: unknown(DENIED) },
    });
    expect(recogniseImage(subject)).toEqual({ known: false, gap });
  });

  it('says which row decided', () => {
    const judged = recognise(published);
    expect(judged).toMatchObject({
      value: {
        imageId: ID,
        row: { family: 'Amazon Linux 2023' },
        system: { id: 'amazon-linux', release: '2023' },
        why: `${ID} is ${AL2023}: Amazon Linux 2023, which ships the agent.`,
      },
    });
  });
});

describe('AMI_FAMILIES', () => {
  it('anchors every pattern and dates every row', () => {
    const loose = AMI_FAMILIES.filter(
      ({ name }) => !name.source.startsWith('^') || !name.source.endsWith('$'),
    );
    expect(loose.map(({ family }) => family)).toEqual([]);
    const undated = AMI_FAMILIES.filter(
      ({ read, source }) => !/^\d{4}(?:-\d{2})?$/.test(read) || source === '',
    );
    expect(undated.map(({ family }) => family)).toEqual([]);
  });

  it('names each family once', () => {
    const families = AMI_FAMILIES.map(({ family }) => family);
    expect(families.length).toBe(new Set(families).size);
  });
});
