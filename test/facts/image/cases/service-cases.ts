import { PAGES, type Statement } from './image-case.ts';

const DEEP = 'AWS Deep Learning AMI';

export const SERVICE_CASES: readonly Statement[] = [
  {
    says: 'Release notes of the Deep Learning AMIs name the version of the agent in them, since December 2025.',
    page: PAGES.deepLearning,
    rows: [
      [
        'Deep Learning OSS Nvidia Driver AMI GPU PyTorch 2.9 (Ubuntu 24.04) 20260103',
        'amazon',
        'likely',
        DEEP,
      ],
      ['Deep Learning Base Qualcomm AMI (Amazon Linux 2) 20251226', 'amazon', 'likely', DEEP],
      [
        'Deep Learning ARM64 Base OSS Nvidia Driver GPU AMI (Ubuntu 24.04) 20260428',
        'amazon',
        'likely',
        DEEP,
      ],
      [
        'Deep Learning Base OSS Nvidia Driver GPU AMI (Amazon Linux 2023) 20250516',
        'amazon',
        'unknown',
        DEEP,
      ],
      [
        'Deep Learning AMI (Amazon Linux 2) Version 61.3',
        'amazon',
        'unknown',
        `${DEEP}, numbered by version`,
      ],
    ],
  },
  {
    says: 'The alias is of Amazon and of verified publishers. It does not make an image one of those on the list.',
    page: PAGES.publishers,
    rows: [
      ['Cloud9AmazonLinux2023-2024-01-04T16-44', 'amazon', 'unknown', 'AWS Cloud9'],
      ['Cloud9AmazonLinux2-2023-06-22T17-21', 'amazon', 'unknown', 'AWS Cloud9'],
      ['aws-parallelcluster-3.8.0-amzn2-hvm-x86_64-202312160915', 'amazon', 'unknown', 'AWS ParallelCluster'],
      [
        'aws-elasticbeanstalk-amzn-2015.03.0.x86_64-tomcat7java6-pv-201506152121',
        'amazon',
        'unknown',
        'AWS Elastic Beanstalk',
      ],
      ['nvidia-gpu-driver-base-2026-01', 'amazon', 'unknown'],
      ['my-al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', 'amazon', 'unknown'],
      ['AMZN2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'amazon', 'unknown'],
    ],
  },
];
