import { describe, expect, it } from 'vitest';
import { AMI_FAMILIES } from '../../../src/data/ami/families.ts';
import { recogniseImage } from '../../../src/facts/image/recognise.ts';
import type { Image } from '../../../src/model/aws.ts';
import { known, unknown, type Gap } from '../../../src/model/known.ts';
import { buildSubject, healthyInstance } from '../../support/subject.ts';
import { AMAZON_LINUX_CASES } from './cases/amazon-linux-cases.ts';
import { CONTAINER_CASES } from './cases/container-cases.ts';
import { DESCENT_CASES, ID, type DescentCase } from './cases/descent-cases.ts';
import type { Agent } from './cases/image-case.ts';
import { LINUX_CASES } from './cases/linux-cases.ts';
import { OWNER_CASES } from './cases/owner-cases.ts';
import { SERVICE_CASES } from './cases/service-cases.ts';
import { WINDOWS_AND_MAC_CASES } from './cases/windows-and-mac-cases.ts';

const OWN = '111122223333';
const STRANGER = '999988887777';
const DENIED: Gap = { kind: 'denied', action: 'test:Denied' };
const AL2023 = 'al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64';

/** An image as DescribeImages shows it, and nothing else read. */
function recognise(image: Partial<Image>): ReturnType<typeof recogniseImage> {
  return recogniseImage(
    buildSubject({
      region: { Images: known([{ ImageId: ID, ...image }]), InstanceImageMetadata: known([]) },
    }),
  );
}

const agentOf = (judged: ReturnType<typeof recogniseImage>): Agent =>
  judged.known ? judged.value.agent : 'unknown';
const ownedBy = (owner: string): Partial<Image> =>
  /^\d*$/.test(owner) ? { OwnerId: owner } : { ImageOwnerAlias: owner };

const STATEMENTS = [
  ...AMAZON_LINUX_CASES,
  ...CONTAINER_CASES,
  ...WINDOWS_AND_MAC_CASES,
  ...LINUX_CASES,
  ...SERVICE_CASES,
  ...OWNER_CASES,
];
const ROWS = STATEMENTS.flatMap(({ rows }) => rows);

describe.each(STATEMENTS.map(({ says, page, rows }) => ({ says, page, rows })))(
  '$says ($page)',
  ({ rows }) => {
    const cases = rows.map(([name, owner, agent, family]) => ({ name, owner, agent, family }));
    it.each(cases)('$name of $owner: $agent', ({ name, owner, agent, family }) => {
      const judged = recognise({ Name: name, ...ownedBy(owner) });
      expect(judged).toMatchObject({ known: true, value: { agent } });
      expect(judged.known ? judged.value.family : undefined).toBe(family);
    });
  },
);

describe('the cases', () => {
  it('are many, each of them once, with a page behind them', () => {
    expect(ROWS.length + DESCENT_CASES.length).toBeGreaterThanOrEqual(200);
    expect(new Set(ROWS.map(([name, owner]) => `${name} ${owner}`)).size).toBe(ROWS.length);
    for (const { says, page } of STATEMENTS) {
      expect(says).toMatch(/^\S.+\.$/);
      expect(page).toMatch(/^https:\/\//);
    }
  });

  it('reach every row of the data', () => {
    const reached = new Set(ROWS.map(([, , , family]) => family));
    expect(AMI_FAMILIES.map(({ family }) => family).filter((family) => !reached.has(family))).toEqual([]);
  });
});

describe('whatever the name', () => {
  it.each([STRANGER, OWN, 'aws-marketplace', 'aws-backup-vault'])('%s makes nothing likely', (owner) => {
    const claims = ROWS.filter(([Name]) => agentOf(recognise({ Name, ...ownedBy(owner) })) !== 'unknown');
    expect(claims).toEqual([]);
  });

  it('another publisher makes nothing likely, and has the alias for its own images alone', () => {
    const publishers = new Set(AMI_FAMILIES.flatMap(({ owners }) => owners));
    const claims = ROWS.flatMap(([Name, , , family]) => {
      const row = AMI_FAMILIES.find((candidate) => candidate.family === family);
      if (row === undefined || row.owners.length === 0) return [];
      return [...publishers].flatMap((OwnerId) => {
        if (row.owners.includes(OwnerId)) return [];
        const judged = [
          recognise({ Name, OwnerId }),
          recognise({ Name, OwnerId, ImageOwnerAlias: 'amazon' }),
        ];
        return judged.filter((one) => agentOf(one) !== 'unknown');
      });
    });
    expect(claims).toEqual([]);
  });

  it.each(['Name', 'ImageOwnerAlias', 'CreationDate'] as const)(
    'losing its %s makes no claim',
    (attribute) => {
      const whole = { ImageOwnerAlias: 'amazon', CreationDate: '2026-01-01T00:00:00.000Z' };
      const gained = ROWS.filter(([Name]) => {
        const before = agentOf(recognise({ Name, ...whole }));
        const { [attribute]: _, ...rest } = { Name, ...whole };
        return ![before, 'unknown'].includes(agentOf(recognise(rest)));
      });
      expect(gained).toEqual([]);
    },
  );

  it('tags and description claim nothing: anybody writes them', () => {
    const hints = {
      Description: 'Amazon Linux 2023 with SSM Agent',
      Tags: [{ Key: 'Name', Value: AL2023 }],
    };
    expect(agentOf(recognise({ Name: 'golden', OwnerId: OWN, ...hints }))).toBe('unknown');
  });
});

describe('dates', () => {
  const NAME = 'Windows_Server-2012-R2_RTM-English-64Bit-Base';
  it.each<[string, Partial<Image>, Agent]>([
    [
      'the date in the name beats a later CreationDate',
      { Name: `${NAME}-2015.06.10`, CreationDate: '2020-03-01T00:00:00.000Z' },
      'unlikely',
    ],
    [
      'the date in the name beats an earlier CreationDate',
      { Name: `${NAME}-2017.06.14`, CreationDate: '2014-03-01T00:00:00.000Z' },
      'likely',
    ],
    [
      'without a date in the name the CreationDate of the publisher counts',
      { Name: NAME, CreationDate: '2016-11-01T00:00:00.000Z' },
      'likely',
    ],
    ['the last day before', { Name: NAME, CreationDate: '2016-10-31T23:59:59.000Z' }, 'unlikely'],
    ['no date at all', { Name: NAME }, 'unknown'],
    ['a CreationDate that is no date', { Name: NAME, CreationDate: 'soon' }, 'unknown'],
    [
      'a new CreationDate on an old Ubuntu',
      {
        Name: 'ubuntu/images/hvm-ssd/ubuntu-xenial-16.04-amd64-server-20180126',
        CreationDate: '2024-01-01T00:00:00.000Z',
      },
      'unknown',
    ],
    [
      'Amazon Linux goes by the release in its name',
      { Name: 'amzn-ami-hvm-2017.03.1.20180101-x86_64-gp2', CreationDate: '2018-01-01T00:00:00.000Z' },
      'unlikely',
    ],
  ])('%s', (_, image, agent) => {
    expect(recognise({ ImageOwnerAlias: 'amazon', ...image })).toMatchObject({ value: { agent } });
  });

  it('does not take the CreationDate of a copy for the date of publication', () => {
    const copy = { Name: NAME, OwnerId: OWN, CreationDate: '2020-03-01T00:00:00.000Z' };
    expect(recognise(copy)).toMatchObject({ value: { agent: 'unknown' } });
  });
});

function trace({ images, line }: Pick<DescentCase, 'images' | 'line'>): ReturnType<typeof recogniseImage> {
  const region = {
    Images: known(images),
    InstanceImageMetadata: known([]),
    ImageAncestryEntries: line === undefined ? {} : { [ID]: known(line) },
  };
  return recogniseImage(buildSubject({ region }));
}

describe('copies and golden images', () => {
  it.each(DESCENT_CASES)('$name: $agent ($page)', ({ agent, from, ...given }) => {
    const judged = trace(given);
    expect(judged).toMatchObject({ known: true, value: { agent } });
    expect(judged.known ? judged.value.inheritedFrom : '').toBe(from);
    expect(judged.known ? judged.value.system : '').toBeUndefined();
  });

  const lost = [{ ImageId: ID, Name: 'golden', OwnerId: OWN, SourceImageId: 'ami-gone' }];
  const root = { ImageId: 'ami-root', Name: AL2023, ImageOwnerAlias: 'amazon' };
  const LINE = [
    { ImageId: ID, SourceImageId: 'ami-root', SourceImageRegion: 'us-east-1' },
    { ImageId: 'ami-root', ImageOwnerAlias: 'amazon' },
  ];

  it.each([
    ['nobody asked for the line', {}, 'AWS does not show ami-gone here.'],
    [
      'the line was refused',
      { [ID]: unknown({ kind: 'denied', action: 'ec2:GetImageAncestry' } as const) },
      'AWS does not show ami-gone here; ec2:GetImageAncestry was denied.',
    ],
    [
      'the line ends where nothing is shown',
      { [ID]: known(LINE) },
      'it goes back to ami-root in us-east-1, of amazon, whose family is not to be seen from here.',
    ],
  ])('says where the trail ends: %s', (_, ImageAncestryEntries, end) => {
    const region = { Images: known(lost), InstanceImageMetadata: known([]), ImageAncestryEntries };
    expect(recogniseImage(buildSubject({ region }))).toMatchObject({
      value: { agent: 'unknown', why: `${ID} (golden, of ${OWN}) is of no known family, and ${end}` },
    });
  });

  it('follows an own image that is deregistered, known from the metadata, by its line', () => {
    const region = {
      Images: known([root]),
      InstanceImageMetadata: metadata({ ImageId: ID, Name: 'golden', OwnerId: OWN, State: 'deregistered' }),
      ImageAncestryEntries: { [ID]: known(LINE) },
    };
    expect(recogniseImage(buildSubject({ region }))).toMatchObject({
      value: { agent: 'likely', inheritedFrom: 'ami-root' },
    });
  });

  it('takes the line of another image for nothing', () => {
    const region = {
      Images: known([...lost, root]),
      InstanceImageMetadata: known([]),
      ImageAncestryEntries: { 'ami-other': known(LINE) },
    };
    expect(recogniseImage(buildSubject({ region }))).toMatchObject({ value: { agent: 'unknown' } });
  });
});

function metadata(ImageMetadata: object) {
  return known([{ InstanceId: healthyInstance.InstanceId, ImageMetadata }]);
}
const published = { ImageId: ID, Name: AL2023, ImageOwnerAlias: 'amazon' };

describe('answers', () => {
  it.each([
    [
      'DescribeImages alone',
      { Images: known([published]), InstanceImageMetadata: unknown(DENIED) },
      'likely',
    ],
    [
      'DescribeInstanceImageMetadata alone',
      { Images: unknown(DENIED), InstanceImageMetadata: metadata(published) },
      'likely',
    ],
    [
      'deregistered, still known to the metadata',
      { Images: known([]), InstanceImageMetadata: metadata({ ...published, State: 'deregistered' }) },
      'likely',
    ],
    [
      'made private, still known to the metadata',
      { Images: known([]), InstanceImageMetadata: metadata({ ...published, IsPublic: false }) },
      'likely',
    ],
    [
      'deprecated, which takes no agent out of it',
      {
        Images: known([{ ...published, DeprecationTime: '2024-01-01T00:00:00.000Z' }]),
        InstanceImageMetadata: known([]),
      },
      'likely',
    ],
    [
      'a spoof that is deregistered',
      {
        Images: known([]),
        InstanceImageMetadata: metadata({ ImageId: ID, Name: AL2023, OwnerId: STRANGER }),
      },
      'unknown',
    ],
    [
      'an image without a name leaves it to the metadata',
      { Images: known([{ ImageId: ID, OwnerId: OWN }]), InstanceImageMetadata: metadata(published) },
      'likely',
    ],
    ['neither answer knows the image', { Images: known([]), InstanceImageMetadata: known([]) }, 'unknown'],
    [
      'an own image, known from the metadata alone',
      {
        Images: known([]),
        InstanceImageMetadata: metadata({ ...published, ImageOwnerAlias: undefined, OwnerId: OWN }),
      },
      'unknown',
    ],
  ])('%s', (_, region, agent) => {
    expect(recogniseImage(buildSubject({ region }))).toMatchObject({ known: true, value: { agent } });
  });

  it.each([
    ['not in DescribeImages, metadata denied', { Images: known([]), InstanceImageMetadata: unknown(DENIED) }],
    ['both denied', { Images: unknown(DENIED), InstanceImageMetadata: unknown(DENIED) }],
    ['not in the metadata, images denied', { Images: unknown(DENIED), InstanceImageMetadata: known([]) }],
    [
      'an own image whose source cannot be looked up',
      {
        Images: unknown(DENIED),
        InstanceImageMetadata: metadata({ ...published, ImageOwnerAlias: undefined, OwnerId: OWN }),
      },
    ],
  ])('a gap: %s', (_, region) => {
    expect(recogniseImage(buildSubject({ region }))).toEqual({ known: false, gap: DENIED });
  });

  it('passes on an image id that is known only after the apply', () => {
    const gap: Gap = { kind: 'after-apply', attribute: 'ami' };
    const subject = buildSubject({ planned: true, instance: { Gaps: { ImageId: gap } } });
    expect(recogniseImage(subject)).toEqual({ known: false, gap });
  });

  it('names the gap of the images for a planned instance, which has no metadata yet', () => {
    const gap: Gap = { kind: 'not-collected', action: 'ec2:DescribeImages' };
    const subject = buildSubject({
      planned: true,
      region: { Images: unknown(gap), InstanceImageMetadata: unknown(DENIED) },
    });
    expect(recogniseImage(subject)).toEqual({ known: false, gap });
  });

  it('says which row decided', () => {
    const judged = recognise(published);
    expect(judged).toMatchObject({
      value: {
        imageId: ID,
        row: { family: 'Amazon Linux 2023' },
        system: { id: 'amazon-linux', release: '2023' },
        why: `${ID} is ${AL2023}: Amazon Linux 2023, which ships the agent.`,
      },
    });
  });
});

describe('AMI_FAMILIES', () => {
  it('anchors every pattern and dates every row', () => {
    const loose = AMI_FAMILIES.filter(
      ({ name }) => !name.source.startsWith('^') || !name.source.endsWith('$'),
    );
    expect(loose.map(({ family }) => family)).toEqual([]);
    const undated = AMI_FAMILIES.filter(
      ({ read, source }) => !/^\d{4}(?:-\d{2})?$/.test(read) || source === '',
    );
    expect(undated.map(({ family }) => family)).toEqual([]);
  });

  it('names each family once', () => {
    const families = AMI_FAMILIES.map(({ family }) => family);
    expect(families.length).toBe(new Set(families).size);
  });
});
