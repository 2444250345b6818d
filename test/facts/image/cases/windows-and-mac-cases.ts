import { PAGES, type Statement } from './image-case.ts';

const NEW = 'Windows Server 2016 and later';
const OLD = 'Windows Server 2008 to 2012 R2';
const OTHER = 'Windows Server, semi-annual and other images';

export const WINDOWS_AND_MAC_CASES: readonly Statement[] = [
  {
    says: 'Windows Server 2016, 2019, 2022 and 2025 are on the list, except Nano.',
    page: PAGES.list,
    rows: [
      ['Windows_Server-2025-English-Full-Base-2025.11.12', 'amazon', 'likely', NEW],
      ['Windows_Server-2022-English-Core-Base-2024.01.16', '801119661308', 'likely', NEW],
      ['Windows_Server-2019-Portuguese_Brazil-Full-Base-2023.11.15', 'amazon', 'likely', NEW],
      ['Windows_Server-2019-Chinese_Simplified-Full-Base-2023.11.15', '016951021795', 'likely', NEW],
      ['Windows_Server-2016-English-Full-SQL_2016_SP2_Standard-2020.01.15', 'amazon', 'likely', NEW],
      ['Windows_Server-2022-English-Full-SQL_2022_Enterprise-2024.01.16', 'amazon', 'likely', NEW],
      // Published before November 2016: that date is for the releases before 2016.
      ['Windows_Server-2016-English-Full-Base-2016.10.18', 'amazon', 'likely', NEW],
      ['Windows_Server-2016-English-Core-Containers-2019.06.12', 'amazon', 'likely', NEW],
      ['Windows_Server-2019-English-Full-ContainersLatest-2023.06.14', 'amazon', 'likely', NEW],
      ['Windows_Server-2019-English-Full-HyperV-2020.06.10', 'amazon', 'likely', NEW],
      ['Windows_Server-2022-English-Full-EKS_Optimized-1.29-2024.01.16', 'amazon', 'likely', NEW],
      ['Windows_Server-2022-English-Core-ECS_Optimized-2024.01.16', 'amazon', 'likely', NEW],
      ['Windows_Server-2019-English-STIG-Full-2023.11.15', '077303321853', 'likely', NEW],
      ['TPM-Windows_Server-2022-English-Full-Base-2024.01.16', 'amazon', 'likely', NEW],
      ['BIOS-Windows_Server-2022-English-Full-Base-2024.01.16', 'amazon', 'likely', NEW],
      ['UEFI_Boot_Mode_Enabled-Windows_Server-2016-English-Full-Base-2020.09.30', 'amazon', 'likely', NEW],
      ['EC2LaunchV2-Windows_Server-2016-English-Full-Base-2023.11.15', 'amazon', 'likely', NEW],
    ],
  },
  {
    says: 'Session Manager works on Windows Server 2012 to 2025, and not on Nano.',
    page: PAGES.prerequisites,
    rows: [
      ['Windows_Server-2016-English-Nano-Base-2017.10.13', 'amazon', 'unlikely', 'Windows Server Nano'],
      ['Windows_Server-2016-English-Nano-Base-2017.09.13', '801119661308', 'unlikely', 'Windows Server Nano'],
      ['Windows_Server-1709-English-Nano-Base-2017.11.16', 'amazon', 'unlikely', 'Windows Server Nano'],
    ],
  },
  {
    says: 'The list of 2023: Windows Server 2008 to 2012 R2, of images published in November 2016 or later.',
    page: PAGES.list,
    rows: [
      ['Windows_Server-2012-R2_RTM-English-64Bit-Base-2021.11.10', 'amazon', 'likely', OLD],
      ['Windows_Server-2012-R2_RTM-French-64Bit-Base-2016.11.23', 'amazon', 'likely', OLD],
      ['Windows_Server-2012-R2_RTM-English-64Bit-Core-2016.11.01', 'amazon', 'likely', OLD],
      ['Windows_Server-2012-R2_RTM-English-64Bit-Base-2016.10.31', 'amazon', 'unlikely', OLD],
      ['Windows_Server-2012-R2_RTM-English-64Bit-Base-2015.12.31', 'amazon', 'unlikely', OLD],
      ['Windows_Server-2012-R2_RTM-English-64Bit-SQL_2014_SP2_Express-2017.04.12', 'amazon', 'likely', OLD],
      ['EC2LaunchV2-Windows_Server-2012_R2_RTM-English-Full-Base-2021.08.18', 'amazon', 'likely', OLD],
      ['Windows_Server-2012-RTM-English-64Bit-Base-2019.05.15', 'amazon', 'likely', OLD],
      ['Windows_Server-2012-RTM-Japanese-64Bit-Base-2014.09.10', 'amazon', 'unlikely', OLD],
      ['Windows_Server-2008-R2_SP1-English-64Bit-Base-2019.01.10', 'amazon', 'likely', OLD],
      ['Windows_Server-2008-SP2-English-32Bit-Base-2016.05.11', 'amazon', 'unlikely', OLD],
      // Without a date in the name or anywhere else, nothing says when it was published.
      ['Windows_Server-2012-R2_RTM-English-64Bit-Base', 'amazon', 'unknown', OLD],
    ],
  },
  {
    says: 'The list of 2019 began with Windows Server 2003, with the same month.',
    page: PAGES.agent,
    rows: [
      ['Windows_Server-2003-R2_SP2-English-64Bit-Base-2016.12.14', 'amazon', 'likely', 'Windows Server 2003'],
      [
        'Windows_Server-2003-R2_SP2-English-64Bit-Base-2016.06.15',
        'amazon',
        'unlikely',
        'Windows Server 2003',
      ],
    ],
  },
  {
    says: 'No list names the releases of the semi-annual channel, nor images that are neither Full nor Core.',
    page: PAGES.list,
    rows: [
      ['Windows_Server-1809-English-Core-Base-2019.01.10', 'amazon', 'unknown', OTHER],
      ['Windows_Server-20H2-English-Core-ContainersLatest-2022.02.10', 'amazon', 'unknown', OTHER],
      ['Windows_Server-2016-English-Deep-Learning-2019.01.10', 'amazon', 'unknown', OTHER],
    ],
  },
  {
    says: 'macOS 13, 14 and 15 are on the list, 10.14 to 12 were on the ones before.',
    page: PAGES.list,
    rows: [
      ['amzn-ec2-macos-15.7.4-20260217-233754-arm64', 'amazon', 'likely', 'macOS'],
      ['amzn-ec2-macos-14.8.1-20251020-233754-arm64', 'amazon', 'likely', 'macOS'],
      ['amzn-ec2-macos-13.2.1-20230302-185032-arm64', '628277914472', 'likely', 'macOS'],
      ['amzn-ec2-macos-12.6-20220912-231225', 'amazon', 'likely', 'macOS'],
      ['amzn-ec2-macos-11.2.1-20210219-155204', 'amazon', 'likely', 'macOS'],
      ['amzn-ec2-macos-10.15.7-20201204-234310', 'amazon', 'likely', 'macOS'],
      ['amzn-ec2-macos-10.14.6-20201204-234310', 'amazon', 'likely', 'macOS'],
      [
        'amzn-ec2-macos-26.1-20251110-233754-arm64',
        'amazon',
        'unknown',
        'macOS, newer or older than the lists',
      ],
    ],
  },
];
