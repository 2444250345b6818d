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

const row = (family: string, name: RegExp, agent: AgentInImage, release?: string): ImageParameter => ({
  family,
  name,
  agent,
  ...(release === undefined ? {} : { system: { id: 'amazon-linux', release } }),
  source: PAGE,
  read: READ,
});

/** The first row that fits counts. AWS alone can write below `/aws/`. */
export const IMAGE_PARAMETERS: readonly ImageParameter[] = [
  row(
    'Amazon Linux 2023, minimal',
    /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-minimal-[\w.-]+$/,
    'unlikely',
    '2023',
  ),
  row(
    'Amazon Linux 2023',
    /^\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-kernel-[\w.-]+$/,
    'likely',
    '2023',
  ),
  row(
    'Amazon Linux 2, minimal',
    /^\/aws\/service\/ami-amazon-linux-latest\/amzn2-ami-minimal-[\w.-]+$/,
    'unlikely',
    '2',
  ),
  row(
    'Amazon Linux 2',
    /^\/aws\/service\/ami-amazon-linux-latest\/amzn2-ami-(?:hvm|kernel-[\d.]+-hvm)-[\w.-]+$/,
    'likely',
    '2',
  ),
  row(
    'Windows Server',
    /^\/aws\/service\/ami-windows-latest\/(?:TPM-|EC2LaunchV2-)?Windows_Server-(?:2016|2019|2022|2025)-[A-Za-z_]+-(?:Full|Core)-[\w.-]+$/,
    'likely',
  ),
];
