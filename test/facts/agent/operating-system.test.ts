import { describe, expect, it } from 'vitest';
import { OPERATING_SYSTEMS, SYSTEM_IDS } from '../../../src/data/operating-systems.ts';
import {
  identifySystem,
  judgeSystem,
  titleOf,
  type Listing,
} from '../../../src/facts/agent/operating-system.ts';

/** PlatformName and PlatformVersion as agents report them, and whether AWS's list names the release. */
const REPORTED: readonly (readonly [name: string, version: string, listing: Listing])[] = [
  ['Amazon Linux', '2', 'listed'],
  ['Amazon Linux', '2023', 'listed'],
  ['Amazon Linux', '2023.6.20241010', 'listed'],
  ['Amazon Linux 2', '2', 'listed'],
  ['Amazon Linux', '2027', 'newer'],
  ['Amazon Linux AMI', '2018.03', 'not-listed'],
  ['Amazon Linux AMI', '2015.09', 'not-listed'],
  ['Ubuntu', '18.04', 'listed'],
  ['Ubuntu', '22.04', 'listed'],
  ['Ubuntu', '24.04', 'listed'],
  ['Ubuntu', '25.04', 'listed'],
  ['Ubuntu', '16.04', 'not-listed'],
  ['Ubuntu', '14.04', 'not-listed'],
  ['Ubuntu', '18.10', 'not-listed'],
  ['Ubuntu', '24.10', 'not-listed'],
  ['Ubuntu', '25.10', 'newer'],
  ['Ubuntu', '26.04', 'newer'],
  ['Debian GNU/Linux', '12', 'listed'],
  ['Debian GNU/Linux', '11', 'listed'],
  ['Debian GNU/Linux', '12.5', 'listed'],
  ['Debian GNU/Linux', '10', 'not-listed'],
  ['Debian GNU/Linux', '13', 'newer'],
  ['SLES', '15.6', 'listed'],
  ['SLES', '15.3', 'listed'],
  ['SLES', '15.1', 'not-listed'],
  ['SLES', '12.5', 'not-listed'],
  ['SLES', '15', 'unclear'],
  ['SLES', '16.0', 'newer'],
  ['Red Hat Enterprise Linux', '9.4', 'listed'],
  ['Red Hat Enterprise Linux', '8.10', 'listed'],
  ['Red Hat Enterprise Linux', '10.1', 'listed'],
  ['Red Hat Enterprise Linux Server', '7.9', 'listed'],
  ['Red Hat Enterprise Linux Server', '7.6', 'listed'],
  ['Red Hat Enterprise Linux Server', '6.10', 'not-listed'],
  ['Red Hat Enterprise Linux', '11.0', 'newer'],
  ['CentOS Linux', '7.6.2004', 'not-listed'],
  ['CentOS Linux', '8', 'not-listed'],
  ['CentOS Stream', '9', 'listed'],
  ['CentOS Stream', '8', 'not-listed'],
  ['CentOS Stream', '10', 'newer'],
  ['AlmaLinux', '9.4', 'listed'],
  ['AlmaLinux', '8.10', 'listed'],
  ['AlmaLinux', '8.3', 'listed'],
  ['AlmaLinux', '8.2', 'not-listed'],
  ['AlmaLinux', '8', 'unclear'],
  ['AlmaLinux', '10.0', 'newer'],
  ['Rocky Linux', '8.9', 'listed'],
  ['Rocky Linux', '9.4', 'listed'],
  ['Oracle Linux Server', '8.9', 'listed'],
  ['Oracle Linux Server', '9.3', 'listed'],
  ['Oracle Linux Server', '7.9', 'not-listed'],
  ['Oracle Linux Server', '7.4', 'not-listed'],
  ['Oracle Linux Server', '10.0', 'newer'],
  ['macOS', '15.7.4', 'listed'],
  ['macOS', '13.2', 'listed'],
  ['macOS', '12.6', 'not-listed'],
  ['Mac OS X', '10.15.7', 'not-listed'],
  ['macOS', '26.1', 'newer'],
  ['Bottlerocket', '1.49.0', 'listed'],
  ['Microsoft Windows Server 2025 Datacenter', '10.0.26100', 'listed'],
  ['Microsoft Windows Server 2022 Datacenter', '10.0.20348', 'listed'],
  ['Microsoft Windows Server 2016 Standard', '10.0.14393', 'listed'],
  ['Microsoft Windows Server 2012 R2 Standard', '6.3.9600', 'listed'],
  ['Microsoft Windows Server 2012 Standard', '6.2.9200', 'listed'],
  ['Microsoft Windows Server 2008 R2 Datacenter', '6.1.7601', 'not-listed'],
];

describe('the list of operating systems', () => {
  it.each(REPORTED)('%s %s: %s', (name, version, listing) => {
    const system = identifySystem(name, version);
    expect(system === undefined ? 'not known' : judgeSystem(system)).toBe(listing);
  });

  it.each([
    ['Fedora Linux', '40'],
    ['Microsoft Windows 11 Pro', '10.0.22631'],
    ['Microsoft Windows Server Datacenter', '10.0.17763'],
    ['Amazon Linux', ''],
    ['Amazon Linux', 'Karoo'],
    ['SLES_SAP', '15.5'],
    ['', ''],
  ])('does not know %j %j', (name, version) => {
    expect(identifySystem(name, version)).toBeUndefined();
  });

  it.each([
    ['7.4', 'x86_64', 'listed'],
    ['7.4', 'arm64', 'not-listed'],
    ['7.4', undefined, 'unclear'],
    ['7', 'x86_64', 'listed'],
    ['7', 'arm64', 'unclear'],
    ['7.6', 'arm64', 'listed'],
  ])('names Red Hat Enterprise Linux %s for %s: %s', (release, architecture, listing) => {
    expect(judgeSystem({ id: 'rhel', release }, architecture)).toBe(listing);
  });

  it('takes a release that is not a number for unclear', () => {
    expect(judgeSystem({ id: 'debian', release: 'jessie' })).toBe('unclear');
  });

  it('has releases alone that can be compared: one that cannot would hold any', () => {
    const ends = OPERATING_SYSTEMS.flatMap(({ listed }) =>
      listed.flatMap(({ from, to }) => [from, to ?? from]),
    );
    expect(ends.filter((end) => !/^\d+(\.\d+)*$/.test(end))).toEqual([]);
  });

  it('has one row for each system', () => {
    expect(OPERATING_SYSTEMS.map(({ system }) => system)).toEqual([...SYSTEM_IDS]);
  });

  it('names a release for people', () => {
    expect(titleOf({ id: 'windows-server', release: '2012' })).toBe('Windows Server 2012');
  });
});
