import { AMAZON_LINUX_FAMILIES } from './amazon-linux.ts';
import { ECS_FAMILIES } from './ecs.ts';
import type { AmiFamily } from './family.ts';
import { KUBERNETES_FAMILIES } from './kubernetes.ts';
import { MACOS_FAMILIES } from './macos.ts';
import { OTHER_LINUX_FAMILIES } from './other-linux.ts';
import { SERVICE_FAMILIES } from './services.ts';
import { SUSE_FAMILIES } from './suse.ts';
import { UBUNTU_FAMILIES } from './ubuntu.ts';
import { WINDOWS_FAMILIES } from './windows.ts';

/**
 * The union of AWS's lists over the years: leaving the list at the end of its life takes no agent out of an image
 * that was published before. Minimal, Nano and other special images stand before the family that they look like.
 */
export const AMI_FAMILIES: readonly AmiFamily[] = [
  ...AMAZON_LINUX_FAMILIES,
  ...ECS_FAMILIES,
  ...KUBERNETES_FAMILIES,
  ...MACOS_FAMILIES,
  ...WINDOWS_FAMILIES,
  ...UBUNTU_FAMILIES,
  ...SUSE_FAMILIES,
  ...OTHER_LINUX_FAMILIES,
  ...SERVICE_FAMILIES,
];

/** Accounts that are some family's publisher. */
export const PUBLISHERS: ReadonlySet<string> = new Set(AMI_FAMILIES.flatMap(({ owners }) => owners));
