import type { AmiFamily } from './family.ts';
import { BOTH_LISTS, LIST_2026, ON_NO_LIST } from './lists.ts';
import { BOTTLEROCKET, BY_ALIAS, EKS } from './owners.ts';

export const KUBERNETES_FAMILIES: readonly AmiFamily[] = [
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
    since: { month: '2021-06', before: 'unlikely' },
    system: 'amazon-linux',
    release: '2',
    source: `${BOTH_LISTS}; awslabs/amazon-eks-ami added the agent in release v20210621, aws/containers-roadmap issue 789 says that earlier ones lack it`,
    read: '2026',
  },
  {
    family: 'EKS Auto Mode',
    owners: BY_ALIAS,
    name: /^eks-auto-.+-\d{8}$/,
    agent: 'unknown',
    source: `${ON_NO_LIST}; AWS manages these nodes itself`,
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
