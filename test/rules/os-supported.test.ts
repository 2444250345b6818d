import { known, unknown, type Gap } from '../../src/model/known.ts';
import rule from '../../src/rules/os-supported.ts';
import { testRule } from '../support/rule-tester.ts';
import { healthyInstance, type SubjectChanges } from '../support/subject.ts';

const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };

function reports(PlatformName: string, PlatformVersion: string, instance: object = {}): SubjectChanges {
  const node = {
    InstanceId: healthyInstance.InstanceId,
    PingStatus: 'Online',
    PlatformName,
    PlatformVersion,
  };
  return { instance, region: { InstanceInformationList: known([node]) } };
}

function unregistered(Name: string, owner: object = { ImageOwnerAlias: 'amazon' }): SubjectChanges {
  return {
    region: {
      InstanceInformationList: known([]),
      Images: known([{ ImageId: 'ami-0aaaaaaaaaaaaaaaa', Name, ...owner }]),
      InstanceImageMetadata: known([]),
    },
  };
}

const CANONICAL = { OwnerId: '099720109477' };

testRule(rule, {
  pass: [
    { name: 'Amazon Linux 2023 reports itself' },
    {
      name: 'Windows Server by its name',
      given: reports('Microsoft Windows Server 2022 Datacenter', '10.0.20348'),
    },
    {
      name: 'Red Hat 7.4 on x86_64',
      given: reports('Red Hat Enterprise Linux Server', '7.4', { Architecture: 'x86_64' }),
    },
    {
      name: 'not registered, by its image',
      given: unregistered('amzn2-ami-hvm-2.0.20231116.0-x86_64-gp2'),
      irrelevant: ['InstanceImageMetadata'],
    },
    {
      name: 'planned, by its image',
      given: {
        planned: true,
        ...unregistered('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301', CANONICAL),
      },
    },
    {
      name: 'not registered, Windows 2012 R2 by its image',
      given: unregistered('Windows_Server-2012-R2_RTM-English-64Bit-Base-2021.11.10'),
    },
  ],
  fail: [
    { name: 'Ubuntu 16.04', given: reports('Ubuntu', '16.04'), at: ['PlatformName'] },
    { name: 'the old Amazon Linux', given: reports('Amazon Linux AMI', '2018.03'), at: ['PlatformName'] },
    { name: 'CentOS 7', given: reports('CentOS Linux', '7.6.2004'), at: ['PlatformName'] },
    {
      name: 'Red Hat 7.4 on arm64',
      given: reports('Red Hat Enterprise Linux Server', '7.4', { Architecture: 'arm64' }),
      at: ['PlatformName'],
    },
    {
      name: 'not registered, an old image',
      given: unregistered('amzn-ami-hvm-2018.03.0.20180811-x86_64-gp2'),
      at: ['PlatformName'],
    },
    {
      name: 'an old system, whatever image it came from',
      given: reports('Debian GNU/Linux', '10'),
      irrelevant: ['Images', 'InstanceImageMetadata'],
      at: ['PlatformName'],
    },
  ],
  unknown: [
    { name: 'nodes not read', given: { region: { InstanceInformationList: unknown(DENIED) } } },
    { name: 'newer than the list', given: reports('Ubuntu', '26.04') },
    { name: 'a system nobody lists', given: reports('Fedora Linux', '42') },
    {
      name: 'no name reported',
      given: {
        region: {
          InstanceInformationList: known([{ InstanceId: healthyInstance.InstanceId, PingStatus: 'Online' }]),
        },
      },
    },
    { name: 'a release that is not told exactly', given: reports('SLES', '15') },
    {
      name: 'Red Hat 7.4, architecture not in the answer',
      given: reports('Red Hat Enterprise Linux Server', '7.4'),
    },
    { name: 'not registered, an own image', given: unregistered('golden', { OwnerId: '111122223333' }) },
    { name: 'not registered, Nano', given: unregistered('Windows_Server-2016-English-Nano-Base-2017.10.13') },
    {
      name: 'not registered, images not read',
      given: {
        region: {
          InstanceInformationList: known([]),
          Images: unknown(DENIED),
          InstanceImageMetadata: unknown(DENIED),
        },
      },
    },
  ],
});
