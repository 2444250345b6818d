import { expect, it } from 'vitest';
import { known, unknown, type Gap } from '../../src/model/known.ts';
import rule from '../../src/rules/ami-has-agent.ts';
import { testRule } from '../support/rule-tester.ts';
import { buildSubject, healthyInstance, type SubjectChanges } from '../support/subject.ts';

const ID = healthyInstance.InstanceId;
const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
const STANDARD = 'al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64';
const MINIMAL = 'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64';
const UNREGISTERED = { InstanceInformationList: known([]), ConnectionStatuses: {} };
/** Read with every observation; no image depends on them. */
const OBSERVED = ['Instance.LaunchTime', 'Instance.Operator', 'Instance.Tags'] as const;
const IMAGE_ANSWERS = ['Images', 'InstanceImageMetadata', 'Instance.ImageId', ...OBSERVED] as const;

function image(
  Name: string,
  owner = 'amazon',
): Pick<NonNullable<SubjectChanges['region']>, 'Images' | 'InstanceImageMetadata'> {
  const by = owner === 'amazon' ? { ImageOwnerAlias: owner } : { OwnerId: owner };
  return {
    Images: known([{ ImageId: 'ami-0aaaaaaaaaaaaaaaa', Name, ...by }]),
    InstanceImageMetadata: known([]),
  };
}

/** An own image whose source is deregistered; the line behind it leads to Amazon's. */
const REBUILT = {
  InstanceImageMetadata: known([]),
  Images: known([
    { ImageId: 'ami-0aaaaaaaaaaaaaaaa', Name: 'golden', OwnerId: '111122223333', SourceImageId: 'ami-gone' },
    { ImageId: 'ami-root', Name: STANDARD, ImageOwnerAlias: 'amazon' },
  ]),
  ImageAncestryEntries: {
    'ami-0aaaaaaaaaaaaaaaa': known([
      { ImageId: 'ami-0aaaaaaaaaaaaaaaa', SourceImageId: 'ami-gone', SourceImageRegion: 'eu-west-1' },
      { ImageId: 'ami-gone', SourceImageId: 'ami-root', SourceImageRegion: 'eu-west-1' },
      { ImageId: 'ami-root', ImageOwnerAlias: 'amazon' },
    ]),
  },
};

const ping = (PingStatus: string) => ({
  InstanceInformationList: known([{ InstanceId: ID, PingStatus }]),
  ConnectionStatuses: {},
});

testRule(rule, {
  pass: [
    {
      name: 'an online agent settles it, whatever the image',
      given: { region: { ...image('golden', '111122223333'), ...ping('Online') } },
      irrelevant: IMAGE_ANSWERS,
    },
    {
      name: 'an agent that lost its connection was there',
      given: { region: { ...image('golden', '111122223333'), ...ping('ConnectionLost') } },
      irrelevant: IMAGE_ANSWERS,
    },
    {
      name: 'a connected agent whose node was not read',
      given: { region: { ...image('golden', '111122223333'), InstanceInformationList: unknown(DENIED) } },
      irrelevant: [...OBSERVED, 'InstanceInformationList'],
    },
    {
      name: 'not registered, the image ships it',
      given: { region: { ...image(STANDARD), ...UNREGISTERED } },
      irrelevant: [...OBSERVED, 'InstanceInformationList', 'InstanceImageMetadata'],
    },
    {
      name: 'stopped, the image ships it',
      given: { instance: { State: { Name: 'stopped' } }, region: { ...image(STANDARD), ...UNREGISTERED } },
      irrelevant: [...OBSERVED, 'InstanceInformationList'],
    },
    {
      name: 'planned, the image ships it',
      given: { planned: true, region: image(STANDARD) },
      irrelevant: OBSERVED,
    },
    {
      name: 'made from an image that ships it',
      given: {
        region: {
          ...UNREGISTERED,
          InstanceImageMetadata: known([]),
          Images: known([
            {
              ImageId: 'ami-0aaaaaaaaaaaaaaaa',
              Name: 'golden',
              OwnerId: '111122223333',
              SourceImageId: 'ami-root',
            },
            { ImageId: 'ami-root', Name: STANDARD, ImageOwnerAlias: 'amazon' },
          ]),
        },
      },
      irrelevant: [...OBSERVED, 'InstanceInformationList'],
    },
    {
      name: 'made from one that ships it, by way of one that is gone',
      given: { region: { ...UNREGISTERED, ...REBUILT } },
      irrelevant: [...OBSERVED, 'InstanceInformationList', 'InstanceImageMetadata'],
    },
  ],
  fail: [
    {
      name: 'not registered, a minimal image',
      given: { region: { ...image(MINIMAL), ...UNREGISTERED } },
      at: ['ImageId'],
    },
    {
      name: 'not registered, Red Hat',
      given: {
        region: {
          ...image('RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3', '309956199498'),
          ...UNREGISTERED,
        },
      },
      at: ['ImageId'],
    },
    {
      name: 'not registered, Windows from before the agent was shipped',
      given: {
        region: { ...image('Windows_Server-2012-R2_RTM-English-64Bit-Base-2016.10.31'), ...UNREGISTERED },
      },
      at: ['ImageId'],
    },
    { name: 'planned, a minimal image', given: { planned: true, region: image(MINIMAL) }, at: ['ImageId'] },
  ],
  unknown: [
    { name: 'an own image', given: { region: { ...image('golden', '111122223333'), ...UNREGISTERED } } },
    { name: 'a spoofed name', given: { region: { ...image(STANDARD, '999988887777'), ...UNREGISTERED } } },
    {
      name: 'a minimal image, nodes not read',
      given: {
        region: { ...image(MINIMAL), InstanceInformationList: unknown(DENIED), ConnectionStatuses: {} },
      },
    },
    {
      name: 'a minimal image, stopped: Systems Manager would not show the agent',
      given: { instance: { State: { Name: 'stopped' } }, region: { ...image(MINIMAL), ...UNREGISTERED } },
    },
    {
      name: 'a minimal image, launched just now',
      given: {
        instance: { LaunchTime: '2026-11-20T11:58:00.000Z' },
        region: { ...image(MINIMAL), ...UNREGISTERED },
      },
    },
    {
      name: 'images not read',
      given: {
        region: { ...UNREGISTERED, Images: unknown(DENIED), InstanceImageMetadata: unknown(DENIED) },
      },
    },
    {
      name: 'deregistered, and nothing remembers it',
      given: { region: { ...UNREGISTERED, Images: known([]), InstanceImageMetadata: known([]) } },
    },
    {
      name: 'planned with an image known after the apply',
      given: {
        planned: true,
        instance: { Gaps: { ImageId: { kind: 'after-apply', attribute: 'ami' } } },
      },
    },
  ],
});

it('groups instances by the image to replace, and names the one that ships the agent', () => {
  const outcome = rule.check(buildSubject({ region: { ...image(MINIMAL), ...UNREGISTERED } }), {
    options: {},
  });
  expect(outcome).toMatchObject({
    problems: [
      {
        message: `ami-0aaaaaaaaaaaaaaaa is ${MINIMAL}: Amazon Linux 2023 minimal, which does not ship the agent, and no agent has registered for ${ID}.`,
        cause: {
          key: '111122223333/eu-west-1/image/ami-0aaaaaaaaaaaaaaaa:agent',
          fix: {
            cli: 'aws ssm get-parameter --name /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64 --region eu-west-1 --query Parameter.Value --output text',
          },
        },
      },
    ],
  });
});

it('says likely, unlikely or unknown, with the row that decided', () => {
  const details = (region: SubjectChanges['region']) =>
    rule
      .check(buildSubject({ region: { ...UNREGISTERED, ...region } }), { options: {} })
      .evidence.map(({ detail }) => detail)
      .at(-1);
  expect(details(image(STANDARD))).toBe(
    'The agent in the image: likely, by the row "Amazon Linux 2023" of 2026: AWS Systems Manager User Guide, "Find AMIs with the SSM Agent preinstalled"; the same list as of June 2023.',
  );
  expect(details(image(MINIMAL))).toMatch(
    /^The agent in the image: unlikely, by the row "Amazon Linux 2023 minimal" of 2026: .+\.$/,
  );
  expect(details(REBUILT)).toMatch(/^The agent in the image: likely, by the row "Amazon Linux 2023" of /);
  expect(details(image('golden', '111122223333'))).toBe('The agent in the image: unknown.');
  expect(details(ping('Online'))).toBe('The agent is Online.');
});

it('asks, and names the call that would tell, where the line of an own image was refused', () => {
  const denied = unknown({ kind: 'denied', action: 'ec2:GetImageAncestry' } as const);
  const region = { ...UNREGISTERED, ...REBUILT, ImageAncestryEntries: { 'ami-0aaaaaaaaaaaaaaaa': denied } };
  expect(rule.check(buildSubject({ region }), { options: {} })).toMatchObject({
    status: 'unknown',
    gaps: [{ question: expect.stringContaining('ec2:GetImageAncestry was denied') as string }],
  });
});
