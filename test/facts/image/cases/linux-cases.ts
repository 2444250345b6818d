import { PAGES, type Statement } from './image-case.ts';

const CANONICAL = '099720109477';
const UBUNTU = 'Ubuntu Server';
const PRO = 'Ubuntu Pro Server';
const OTHER_UBUNTU = 'Ubuntu, other images';
const SLES = 'SUSE Linux Enterprise Server';
const OTHER_SLES = `${SLES}, other images`;
const SUSE = '013907871322';

export const LINUX_CASES: readonly Statement[] = [
  {
    says: 'The lists: Ubuntu Server 16.04 to 25.04.',
    page: PAGES.list,
    rows: [
      ['ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-server-20250115', CANONICAL, 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd-gp3/ubuntu-plucky-25.04-amd64-server-20250415', CANONICAL, 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-arm64-server-20240301', CANONICAL, 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-focal-20.04-amd64-server-20231011.1', 'amazon', 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-amd64-server-20230411', '513442679011', 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-20200729', '837727238323', 'likely', UBUNTU],
      [
        'ubuntu-pro-server/images/hvm-ssd/ubuntu-jammy-22.04-amd64-pro-server-20241113',
        CANONICAL,
        'likely',
        PRO,
      ],
    ],
  },
  {
    says: 'The agent is a snap of images with an identifier of 20180627 or later.',
    page: PAGES.ubuntu,
    rows: [
      ['ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-amd64-server-20180724', CANONICAL, 'likely', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-bionic-18.04-amd64-server-20180522', CANONICAL, 'unknown', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-20180126', CANONICAL, 'unknown', UBUNTU],
      ['ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-20160627', 'amazon', 'unknown', UBUNTU],
    ],
  },
  {
    says: 'Other images of Canonical are on no list: minimal, EKS, daily, FIPS, interim releases, and 14.04.',
    page: PAGES.list,
    rows: [
      [
        'ubuntu-minimal/images/hvm-ssd-gp3/ubuntu-noble-24.04-amd64-minimal-20251210',
        'amazon',
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu-minimal/images/hvm-ssd/ubuntu-focal-20.04-amd64-minimal-20230101',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu-eks/k8s_1.29/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu-eks-pro/k8s_1.30/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240901',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu-pro-fips-server/images/hvm-ssd/ubuntu-focal-20.04-amd64-pro-fips-server-20240301',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu/images-testing/hvm-ssd/ubuntu-noble-daily-amd64-server-20240301',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      [
        'ubuntu/images/hvm-instance/ubuntu-bionic-18.04-amd64-server-20210224',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      ['ubuntu/images/hvm-ssd/ubuntu-mantic-23.10-amd64-server-20240301', CANONICAL, 'unknown', OTHER_UBUNTU],
      [
        'ubuntu/images/hvm-ssd-gp3/ubuntu-resolute-26.04-amd64-server-20260501',
        CANONICAL,
        'unknown',
        OTHER_UBUNTU,
      ],
      ['ubuntu/images/hvm-ssd/ubuntu-trusty-14.04-amd64-server-20190514', CANONICAL, 'unknown', OTHER_UBUNTU],
    ],
  },
  {
    says: 'The lists since 2022: SLES 12 and 15, that of 2026 from 15.3 on. That of 2019 had none.',
    page: PAGES.list,
    rows: [
      ['suse-sles-15-sp6-v20250409-hvm-ssd-x86_64', SUSE, 'likely', SLES],
      ['suse-sles-15-sp5-v20230620-hvm-ssd-arm64', '841869936221', 'likely', SLES],
      ['suse-sles-12-sp5-v20221130-hvm-ssd-x86_64', SUSE, 'likely', SLES],
      ['suse-sles-15-sp2-v20200721-hvm-ssd-x86_64', 'amazon', 'unknown', SLES],
      ['suse-sles-12-sp1-v20160322-hvm-ssd-x86_64', SUSE, 'unknown', SLES],
      ['suse-sles-15-sp2-byos-v20201111-hvm-ssd-arm64', SUSE, 'unknown', OTHER_SLES],
      ['suse-sles-15-sp6-sapcal-v20250409-hvm-ssd-x86_64', SUSE, 'unknown', OTHER_SLES],
      ['suse-sles-sap-15-sp5-v20240129-hvm-ssd-x86_64', SUSE, 'unknown', OTHER_SLES],
      ['suse-sles-15-sp2-chost-byos-v20210304-hvm-ssd-x86_64', SUSE, 'unknown', OTHER_SLES],
    ],
  },
  {
    says: 'AlmaLinux is new on the list of 2026; that of June 2023 did not have it.',
    page: PAGES.list,
    rows: [
      ['AlmaLinux OS 9.4.20240805 x86_64', '764336703387', 'likely', 'AlmaLinux'],
      ['AlmaLinux OS 8.9.20231123 aarch64', '764336703387', 'likely', 'AlmaLinux'],
      ['AlmaLinux OS 8.4.20210524 x86_64', '764336703387', 'unknown', 'AlmaLinux'],
      ['AlmaLinux OS 10.0.20250528 x86_64', '764336703387', 'unknown'],
    ],
  },
  {
    says: 'Images of Red Hat Enterprise Linux do not come with the agent.',
    page: PAGES.redHat,
    rows: [
      [
        'RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3',
        '309956199498',
        'unlikely',
        'Red Hat Enterprise Linux',
      ],
      ['RHEL-10.0.0_HVM-20250520-arm64-0-Hourly2-GP3', 'amazon', 'unlikely', 'Red Hat Enterprise Linux'],
      ['RHEL-7.9_HVM-20221027-x86_64-0-Hourly2-GP2', '219670896067', 'unlikely', 'Red Hat Enterprise Linux'],
      [
        'RHEL-8.8.0_HVM-20230503-x86_64-0-Hourly2-GP2',
        '841258680906',
        'unlikely',
        'Red Hat Enterprise Linux',
      ],
      ['RHEL_HA-8.4.0_HVM-20210504-x86_64-2-Hourly2-GP2', 'amazon', 'unlikely', 'Red Hat Enterprise Linux'],
    ],
  },
  {
    says: 'Images of Debian Server do not come with the agent; 13 is not among the systems that it can be installed on.',
    page: PAGES.debian,
    rows: [
      ['debian-10-arm64-20220328-962', '136693071363', 'unlikely', 'Debian 8 to 12'],
      ['debian-11-amd64-20240104-1616', '136693071363', 'unlikely', 'Debian 8 to 12'],
      ['debian-12-amd64-20240201-1644', '136693071363', 'unlikely', 'Debian 8 to 12'],
      ['debian-jessie-amd64-hvm-2017-01-15-1221-ebs', 'amazon', 'unlikely', 'Debian 8 to 12'],
      ['debian-13-amd64-20250814-2204', '136693071363', 'unknown', 'Debian 13 and later'],
    ],
  },
  {
    says: 'Images of Oracle Linux do not come with the agent.',
    page: PAGES.oracle,
    rows: [['OL8.7-x86_64-HVM-2023-03-07', '131827586825', 'unlikely', 'Oracle Linux']],
  },
  {
    says: 'Images of CentOS do not come with the agent.',
    page: PAGES.centos,
    rows: [
      ['CentOS Stream 9 x86_64 20240304', '125523088429', 'unlikely', 'CentOS Stream'],
      ['CentOS 7.9.2009 x86_64', '125523088429', 'unlikely', 'CentOS Linux'],
      ['CentOS Linux 8 x86_64 - 8.4.2105', '125523088429', 'unlikely', 'CentOS Linux'],
    ],
  },
  {
    says: 'On images that are not on the list the agent is to be installed by hand.',
    page: PAGES.list,
    rows: [
      ['Rocky-9-EC2-Base-9.3-20231113.0.x86_64', '792107900819', 'unlikely', 'Rocky Linux'],
      ['FreeBSD 14.1-RELEASE-amd64 UEFI-PREFERRED cloud-init UFS', 'amazon', 'unknown', 'FreeBSD'],
    ],
  },
];
