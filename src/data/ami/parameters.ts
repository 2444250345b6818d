import type { SystemId } from '../operating-systems.ts';
import type { AgentInImage } from './family.ts';

/** Public parameters of Systems Manager that hold the newest image of a family; launch templates may name one. */
export interface ImageParameter {
  readonly family: string;
  /** Fits the whole name of the parameter. */
  readonly name: RegExp;
  readonly agent: AgentInImage;
  readonly system?: { readonly id: SystemId; readonly release: string };
  readonly source: string;
  readonly read: string;
}

const PAGE =
  'https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html';
const READ = '2026-11';

/** The first row that fits counts. AWS alone can write below `/aws/`. */
export const IMAGE_PARAMETERS: readonly ImageParameter[] = [
  {
    family: 'Amazon Linux 2023, minimal',
    name: /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-minimal-[\w.-]+$/,
    agent: 'unlikely',
    system: { id: 'amazon-linux', release: '2023' },
    source: PAGE,
    read: READ,
  },
  {
    family: 'Amazon Linux 2023',
    name: /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-kernel-[\w.-]+$/,
    agent: 'likely',
    system: { id: 'amazon-linux', release: '2023' },
    source: PAGE,
    read: READ,
  },
  {
    family: 'Amazon Linux 2, minimal',
    name: /^\/aws\/service\/ami-amazon-linux-latest\/amzn2-ami-minimal-[\w.-]+$/,
    agent: 'unlikely',
    system: { id: 'amazon-linux', release: '2' },
    source: PAGE,
    read: READ,
  },
  {
    family: 'Amazon Linux 2',
    name: /^\/aws\/service\/ami-amazon-linux-latest\/amzn2-ami-(?:hvm|kernel-[\d.]+-hvm)-[\w.-]+$/,
    agent: 'likely',
    system: { id: 'amazon-linux', release: '2' },
    source: PAGE,
    read: READ,
  },
  {
    family: 'Windows Server',
    name: /^\/aws\/service\/ami-windows-latest\/(?:TPM-|EC2LaunchV2-)?Windows_Server-(?:2016|2019|2022|2025)-[A-Za-z_]+-(?:Full|Core)-[\w.-]+$/,
    agent: 'likely',
    source: PAGE,
    read: READ,
  },
];
