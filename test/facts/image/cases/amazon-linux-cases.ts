import { PAGES, type Statement } from './image-case.ts';

const AL1 = 'Amazon Linux AMI';
const AL2 = 'Amazon Linux 2';
const AL2023 = 'Amazon Linux 2023';
const PREVIEW = 'Amazon Linux, previews of 2 and 2023';

export const AMAZON_LINUX_CASES: readonly Statement[] = [
  {
    says: 'Amazon Linux 2023 is on the list.',
    page: PAGES.list,
    rows: [
      ['al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64', 'amazon', 'likely', AL2023],
      ['al2023-ami-2023.0.20230315.0-kernel-6.1-arm64', 'amazon', 'likely', AL2023],
      ['al2023-ami-2023.6.20241010.0-kernel-6.1-x86_64', '137112412989', 'likely', AL2023],
      ['al2023-ami-2023.9.20251110.1-kernel-6.12-x86_64', '137112412989', 'likely', AL2023],
    ],
  },
  {
    says: 'The account of Amazon Linux is another one in China and in GovCloud.',
    page: PAGES.eksMakefile,
    rows: [
      ['al2023-ami-2023.6.20250218.2-kernel-6.1-x86_64', '045324592363', 'likely', AL2023],
      ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', '141808717104', 'likely', AL2],
      [
        'al2023-ami-minimal-2023.6.20250218.2-kernel-6.1-x86_64',
        '141808717104',
        'unlikely',
        `${AL2023} minimal`,
      ],
    ],
  },
  {
    says: 'The package amazon-ssm-agent is in the standard image and not in the minimal one.',
    page: PAGES.al2023Packages,
    rows: [
      ['al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64', 'amazon', 'unlikely', `${AL2023} minimal`],
      [
        'al2023-ami-minimal-2023.6.20241010.0-kernel-6.1-arm64',
        '137112412989',
        'unlikely',
        `${AL2023} minimal`,
      ],
      ['al2023-ami-minimal-2023.9.20251110.1-kernel-6.12-arm64', 'amazon', 'unlikely', `${AL2023} minimal`],
    ],
  },
  {
    says: 'Amazon Linux 2 is on the list, whatever its kernel, disk and processor.',
    page: PAGES.list,
    rows: [
      ['amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2', 'amazon', 'likely', AL2],
      ['amzn2-ami-hvm-2.0.20180622.1-x86_64-ebs', '137112412989', 'likely', AL2],
      ['amzn2-ami-kernel-5.10-hvm-2.0.20240131.0-arm64-gp2', 'amazon', 'likely', AL2],
      ['amzn2-ami-kernel-5.10-hvm-2.0.20260901.0-x86_64-gp2', 'amazon', 'likely', AL2],
      ['amzn2-ami-hvm-2.0.20191217.0-x86_64-gp2-mono', 'amazon', 'likely', AL2],
    ],
  },
  {
    says: 'The recipe of the ECS images starts from minimal Amazon Linux 2 and has to add the agent.',
    page: PAGES.ecsRecipe,
    rows: [
      ['amzn2-ami-minimal-hvm-2.0.20180622.1-x86_64-ebs', 'amazon', 'unlikely', `${AL2} minimal`],
      ['amzn2-ami-minimal-hvm-2.0.20240521.0-arm64-ebs', '137112412989', 'unlikely', `${AL2} minimal`],
      ['amzn2-ami-minimal-pv-2.0.20180622.1-x86_64-ebs', 'amazon', 'unlikely', `${AL2} minimal`],
    ],
  },
  {
    says: 'The list of 2023: base images of the Amazon Linux AMI, dated 2017.09 or later.',
    page: PAGES.list,
    rows: [
      ['amzn-ami-hvm-2018.03.0.20180811-x86_64-gp2', 'amazon', 'likely', AL1],
      ['amzn-ami-hvm-2017.09.0.20170930-x86_64-ebs', 'amazon', 'likely', AL1],
      ['amzn-ami-pv-2018.03.0.20181116-x86_64-ebs', 'amazon', 'likely', AL1],
      ['amzn-ami-pv-2017.09.1.20171103-x86_64-ebs', 'amazon', 'likely', AL1],
      ['amzn-ami-hvm-2017.03.1.20170812-x86_64-gp2', 'amazon', 'unlikely', AL1],
      // The release decides, not the day on which the image was built.
      ['amzn-ami-hvm-2017.03.1.20180101-x86_64-gp2', 'amazon', 'unlikely', AL1],
      ['amzn-ami-hvm-2016.09.0.20161028-x86_64-gp2', '137112412989', 'unlikely', AL1],
      ['amzn-ami-pv-2013.09.2.x86_64-ebs', 'amazon', 'unlikely', AL1],
    ],
  },
  {
    says: 'The lists name base images alone: minimal and NAT ones and previews are not confirmed by anybody.',
    page: PAGES.list,
    rows: [
      ['amzn-ami-minimal-hvm-2018.03.0.20181116-x86_64-ebs', 'amazon', 'unknown', `${AL1}, minimal or NAT`],
      ['amzn-ami-minimal-pv-2017.09.1.20171103-x86_64-s3', 'amazon', 'unknown', `${AL1}, minimal or NAT`],
      ['amzn-ami-vpc-nat-hvm-2018.03.0.20181116-x86_64-ebs', 'amazon', 'unknown', `${AL1}, minimal or NAT`],
      ['amzn-ami-vpc-nat-2018.03.0.20210721.0-x86_64-ebs', 'amazon', 'unknown', `${AL1}, minimal or NAT`],
      ['al2022-ami-2022.0.20221019.4-kernel-5.15-x86_64', 'amazon', 'unknown', PREVIEW],
      ['al2022-ami-minimal-2022.0.20220928.0-kernel-5.15-arm64', 'amazon', 'unknown', PREVIEW],
      ['amzn2-ami-hvm-2017.12.0.20171212.2-x86_64-gp2', 'amazon', 'unknown', PREVIEW],
    ],
  },
];
