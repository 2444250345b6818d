import type { AmiFamily } from './family.ts';
import { BOTH_LISTS, LIST_2019, LIST_2023, LIST_2026, ON_NO_LIST } from './lists.ts';
import { WINDOWS } from './owners.ts';

const PREFIX =
  '^(?:(?:TPM|EC2LaunchV2|EC2LaunchV2_Preview|BIOS|UEFI|UEFI_Boot_Mode_Enabled)-)?Windows_Server';
const LANGUAGE = '[A-Za-z_]+';
const DATE = '(?:-(?<year>\\d{4})\\.(?<month>\\d{2})\\.\\d{2})?$';

/** Nano stands before the release that it looks like. */
export const WINDOWS_FAMILIES: readonly AmiFamily[] = [
  {
    family: 'Windows Server Nano',
    owners: WINDOWS,
    name: new RegExp(`${PREFIX}-(?<release>\\w+)-${LANGUAGE}-Nano-.*$`),
    agent: 'unlikely',
    source: `${LIST_2026}, which excepts Nano; Session Manager does not support Nano at all`,
    read: '2026',
  },
  {
    family: 'Windows Server 2016 and later',
    owners: WINDOWS,
    name: new RegExp(`${PREFIX}-(?<release>2016|2019|2022|2025)-${LANGUAGE}-(?:STIG-)?(?:Full|Core)-.+$`),
    agent: 'likely',
    system: 'windows-server',
    source: BOTH_LISTS,
    read: '2026',
  },
  {
    family: 'Windows Server 2008 to 2012 R2',
    owners: WINDOWS,
    name: new RegExp(
      `${PREFIX}-(?<release>2008|2012)(?:[-_]R2)?(?:[-_](?:RTM|SP\\d))?-${LANGUAGE}-(?:64Bit|32Bit|Full|Core)-.+?${DATE}`,
    ),
    agent: 'likely',
    since: { month: '2016-11', before: 'unlikely' },
    system: 'windows-server',
    source: `${LIST_2023}: images published in November 2016 or later`,
    read: '2023-06',
  },
  {
    family: 'Windows Server 2003',
    owners: WINDOWS,
    name: new RegExp(
      `${PREFIX}-(?<release>2003)(?:[-_]R2)?(?:[-_]SP\\d)?-${LANGUAGE}-(?:64|32)Bit-.+?${DATE}`,
    ),
    agent: 'likely',
    since: { month: '2016-11', before: 'unlikely' },
    system: 'windows-server',
    source: `${LIST_2019}: 2003 to 2012 R2, published in November 2016 or later`,
    read: '2019',
  },
  {
    family: 'Windows Server, semi-annual and other images',
    owners: WINDOWS,
    name: new RegExp(`${PREFIX}-.+$`),
    agent: 'unknown',
    source: `${ON_NO_LIST}: neither the semi-annual channel (1709 to 20H2) nor images made for one purpose`,
    read: '2026',
  },
];
