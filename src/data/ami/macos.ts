import type { AmiFamily } from './family.ts';
import { LIST_2026, ON_NO_LIST } from './lists.ts';
import { MACOS } from './owners.ts';

export const MACOS_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'macOS',
    owners: MACOS,
    name: /^amzn-ec2-macos-(?<release>10\.14|10\.15|11|12|13|14|15)(?:\.\d+)*-.+$/,
    agent: 'likely',
    system: 'macos',
    source: `${LIST_2026}: 13 to 15; the lists of 2023 and 2024: 10.14 to 14`,
    read: '2026',
  },
  {
    family: 'macOS, newer or older than the lists',
    owners: MACOS,
    name: /^amzn-ec2-macos-(?<release>\d+)(?:\.\d+)*-.+$/,
    agent: 'unknown',
    system: 'macos',
    source: ON_NO_LIST,
    read: '2026',
  },
];
