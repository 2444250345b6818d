import { PAGES, type Statement } from './image-case.ts';

const ECS_2 = 'Amazon Linux 2, ECS-optimized';
const ECS_2_OLD = 'Amazon Linux 2, ECS-optimized, of 2018 and 2019';
const ECS_2023 = 'Amazon Linux 2023, ECS-optimized';
const ECS_LETTER = 'Amazon Linux AMI, ECS-optimized, numbered by letter';
const ECS_DATE = 'Amazon Linux AMI, ECS-optimized, numbered by date';
const EKS_2 = 'EKS-optimized Amazon Linux 2';
const EKS_2023 = 'EKS-optimized Amazon Linux 2023';

export const CONTAINER_CASES: readonly Statement[] = [
  {
    says: 'The recipe adds amazon-ssm-agent to every ECS-optimized Amazon Linux 2023, although it starts from the minimal image.',
    page: PAGES.ecsRecipe,
    rows: [
      ['al2023-ami-ecs-hvm-2023.0.20240712-kernel-6.1-x86_64', 'amazon', 'likely', ECS_2023],
      ['al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-arm64', '591542846629', 'likely', ECS_2023],
      ['al2023-ami-ecs-neuron-hvm-2023.0.20240712-kernel-6.1-x86_64', 'amazon', 'likely', ECS_2023],
      ['al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs', 'amazon', 'likely', ECS_2023],
    ],
  },
  {
    says: 'Announced in February 2020: ECS-optimized Amazon Linux 2 now comes with the agent.',
    page: PAGES.ecsNews,
    rows: [
      ['amzn2-ami-ecs-hvm-2.0.20231103-x86_64-ebs', 'amazon', 'likely', ECS_2],
      ['amzn2-ami-ecs-hvm-2.0.20200319-x86_64-ebs', '591542846629', 'likely', ECS_2],
      ['amzn2-ami-ecs-kernel-5.10-hvm-2.0.20240712-x86_64-ebs', 'amazon', 'likely', ECS_2],
      ['amzn2-ami-ecs-gpu-hvm-2.0.20240712-x86_64-ebs', '591542846629', 'likely', ECS_2],
      ['amzn2-ami-ecs-kernel-5.10-gpu-hvm-2.0.20240818-x86_64-ebs', 'amazon', 'likely', ECS_2],
      ['amzn2-ami-ecs-inf-hvm-2.0.20240712-x86_64-ebs', 'amazon', 'likely', ECS_2],
      // The month of the announcement and the one before: which image was the first is not said.
      ['amzn2-ami-ecs-hvm-2.0.20200218-x86_64-ebs', 'amazon', 'unknown', ECS_2],
      ['amzn2-ami-ecs-hvm-2.0.20200115-arm64-ebs', 'amazon', 'unknown', ECS_2],
    ],
  },
  {
    says: 'The list of 2019: ECS-optimized images are among those on which the agent is to be installed by hand.',
    page: PAGES.agent,
    rows: [
      ['amzn2-ami-ecs-hvm-2.0.20191212-x86_64-ebs', 'amazon', 'unlikely', ECS_2_OLD],
      ['amzn2-ami-ecs-gpu-hvm-2.0.20190301-x86_64-ebs', '591542846629', 'unlikely', ECS_2_OLD],
      ['amzn-ami-2018.03.a-amazon-ecs-optimized', '591542846629', 'unlikely', ECS_LETTER],
      ['amzn-ami-2017.09.l-amazon-ecs-optimized', 'amazon', 'unlikely', ECS_LETTER],
    ],
  },
  {
    says: 'The list of 2023 names ECS images of Amazon Linux 2, and none of the one before.',
    page: PAGES.list,
    rows: [['amzn-ami-2018.03.20200319-amazon-ecs-optimized', 'amazon', 'unknown', ECS_DATE]],
  },
  {
    says: 'The script that makes the EKS image of Amazon Linux 2023 installs the agent.',
    page: PAGES.eksRecipe,
    rows: [
      ['amazon-eks-node-al2023-x86_64-standard-1.33-v20250620', 'amazon', 'likely', EKS_2023],
      ['amazon-eks-node-al2023-arm64-standard-1.30-v20240703', '602401143452', 'likely', EKS_2023],
      ['amazon-eks-node-al2023-x86_64-nvidia-560-1.31-v20241016', 'amazon', 'likely', EKS_2023],
      ['amazon-eks-node-al2023-x86_64-neuron-1.32-v20250304', 'amazon', 'likely', EKS_2023],
    ],
  },
  {
    says: 'Since release v20210621 the EKS image of Amazon Linux 2 has the agent.',
    page: PAGES.eksRelease,
    rows: [
      ['amazon-eks-node-1.30-v20241024', 'amazon', 'likely', EKS_2],
      ['amazon-eks-gpu-node-1.29-v20240522', 'amazon', 'likely', EKS_2],
      ['amazon-eks-arm64-node-1.27-v20230607', '602401143452', 'likely', EKS_2],
      ['amazon-eks-node-1.20-v20210621', 'amazon', 'likely', EKS_2],
      ['amazon-eks-node-1.21-v20211013', 'amazon', 'likely', EKS_2],
    ],
  },
  {
    says: 'Before that, nodes came without the agent, and users asked for it.',
    page: PAGES.eksIssue,
    rows: [
      ['amazon-eks-node-1.14-v20190927', 'amazon', 'unlikely', EKS_2],
      ['amazon-eks-node-1.16-v20200423', 'amazon', 'unlikely', EKS_2],
      ['amazon-eks-gpu-node-1.18-v20210526', '602401143452', 'unlikely', EKS_2],
    ],
  },
  {
    says: "EKS's accounts in China and GovCloud.",
    page: PAGES.eksOwners,
    rows: [
      ['amazon-eks-node-1.30-v20241024', '961992271922', 'likely', EKS_2],
      ['amazon-eks-node-1.30-v20241024', '918309763551', 'likely', EKS_2],
      ['amazon-eks-node-al2023-x86_64-standard-1.33-v20250620', '013241004608', 'likely', EKS_2023],
      ['amazon-eks-node-al2023-x86_64-standard-1.33-v20250620', '151742754352', 'likely', EKS_2023],
    ],
  },
  {
    says: 'No list names the nodes of EKS Auto Mode, which AWS manages.',
    page: PAGES.list,
    rows: [['eks-auto-neuron-1.31-x86_64-20241214', 'amazon', 'unknown', 'EKS Auto Mode']],
  },
  {
    says: 'On Bottlerocket the agent runs in the control container, which is on by default.',
    page: PAGES.bottlerocket,
    rows: [
      ['bottlerocket-aws-k8s-1.32-x86_64-v1.49.0-713f44ce', 'amazon', 'likely', 'Bottlerocket'],
      ['bottlerocket-aws-k8s-1.31-nvidia-aarch64-v1.26.1-943d9a41', 'amazon', 'likely', 'Bottlerocket'],
      ['bottlerocket-aws-ecs-2-nvidia-aarch64-v1.20.0-fcf71a47', '092701018921', 'likely', 'Bottlerocket'],
      ['bottlerocket-aws-ecs-1-x86_64-v1.14.1-ac1e5d31', 'amazon', 'likely', 'Bottlerocket'],
    ],
  },
];
