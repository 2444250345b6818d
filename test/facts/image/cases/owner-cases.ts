import { PAGES, type Statement } from './image-case.ts';

const OWN = '111122223333';
const STRANGER = '999988887777';
const AL2023 = 'al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64';
const AL2 = 'amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2';
const JAMMY = 'ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301';

/** The name of a family with an owner who is not its publisher: a copy under the old name, or a spoof. */
export const OWNER_CASES: readonly Statement[] = [
  {
    says: 'Anybody can share an image under any name; only the owner says whose it is.',
    page: PAGES.publishers,
    rows: [
      [AL2023, STRANGER, 'unknown'],
      ['al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64', STRANGER, 'unknown'],
      [AL2, STRANGER, 'unknown'],
      [AL2, OWN, 'unknown'],
      ['amzn2-ami-ecs-hvm-2.0.20231103-x86_64-ebs', STRANGER, 'unknown'],
      ['Windows_Server-2022-English-Full-Base-2024.01.16', STRANGER, 'unknown'],
      ['Windows_Server-2016-English-Nano-Base-2017.10.13', STRANGER, 'unknown'],
      [JAMMY, STRANGER, 'unknown'],
      [JAMMY, '137112412989', 'unknown'],
      ['RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3', STRANGER, 'unknown'],
      ['debian-11-amd64-20240104-1616', OWN, 'unknown'],
      ['amazon-eks-node-1.30-v20241024', STRANGER, 'unknown'],
      ['bottlerocket-aws-k8s-1.32-x86_64-v1.49.0-713f44ce', OWN, 'unknown'],
      ['amzn-ec2-macos-15.7.4-20260217-233754-arm64', STRANGER, 'unknown'],
      ['suse-sles-15-sp6-v20250409-hvm-ssd-x86_64', STRANGER, 'unknown'],
      ['Deep Learning Base Qualcomm AMI (Amazon Linux 2) 20251226', STRANGER, 'unknown'],
      [AL2023, '1371124129890', 'unknown'],
      [AL2023, '', 'unknown'],
      ['golden-web-2026-01', OWN, 'unknown'],
    ],
  },
  {
    says: 'Beside `amazon`, an image has the alias of the Marketplace or of a backup vault: somebody else offers it.',
    page: PAGES.image,
    rows: [
      [AL2, 'aws-marketplace', 'unknown'],
      [AL2, 'aws-backup-vault', 'unknown'],
      [
        'ubuntu-pro-server/images/hvm-ssd/ubuntu-focal-20.04-amd64-pro-serve-ae7ed378-8838-4fcf-842d-d1d09b34f116',
        'aws-marketplace',
        'unknown',
      ],
      ['AlmaLinux OS 9.4.20240805 x86_64', 'aws-marketplace', 'unknown'],
      [AL2023, 'amazon.example.com', 'unknown'],
      [AL2023, 'Amazon', 'unknown'],
    ],
  },
];
