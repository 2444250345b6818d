import type { Image, ImageAncestryEntry } from '../../../../src/model/aws.ts';
import { type Agent, PAGES } from './image-case.ts';

export const ID = 'ami-0aaaaaaaaaaaaaaaa';
const OWN = '111122223333';
const STRANGER = '999988887777';
const AL2023 = 'al2023-ami-2023.9.20251110.1-kernel-6.1-x86_64';
const MINIMAL = 'al2023-ami-minimal-2023.9.20251110.1-kernel-6.1-x86_64';

const published = (Name: string, ImageId = 'ami-root'): Image => ({
  ImageId,
  Name,
  ImageOwnerAlias: 'amazon',
});
const own = (ImageId: string, SourceImageId?: string, rest: Image = {}): Image => ({
  ImageId,
  Name: 'golden',
  OwnerId: OWN,
  ...(SourceImageId === undefined ? {} : { SourceImageId, SourceImageRegion: 'eu-west-1' }),
  ...rest,
});
/** What GetImageAncestry says: each made from the next one, the last one of AWS. */
const line = (
  ids: readonly string[],
  region = 'eu-west-1',
  alias = 'amazon',
): readonly ImageAncestryEntry[] =>
  ids.map((ImageId, index) => {
    const source = ids[index + 1];
    if (source === undefined) return alias === '' ? { ImageId } : { ImageId, ImageOwnerAlias: alias };
    return { ImageId, SourceImageId: source, SourceImageRegion: region };
  });

export interface DescentCase {
  readonly name: string;
  readonly page: string;
  readonly images: readonly Image[];
  readonly line?: readonly ImageAncestryEntry[];
  readonly agent: Agent;
  /** The image that decided. */
  readonly from?: string;
}

const BY_SOURCE: readonly DescentCase[] = [
  {
    name: 'a copy of an image that ships the agent',
    page: PAGES.copying,
    images: [own(ID, 'ami-root'), published(AL2023)],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'a copy of a copy',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-mid'), own('ami-mid', 'ami-root'), published(AL2023)],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'made from an instance: its source is what that instance was launched from',
    page: PAGES.ancestry,
    images: [
      own(ID, 'ami-root', { SourceInstanceId: 'i-1' }),
      published('ubuntu/images/hvm-ssd/ubuntu-jammy-22.04-amd64-server-20240301'),
    ],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'an ancestor without a name still leads on',
    page: PAGES.image,
    images: [own(ID, 'ami-mid'), { ImageId: 'ami-mid', SourceImageId: 'ami-root' }, published(AL2023)],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'a copy that keeps the name',
    page: PAGES.copying,
    images: [own(ID, 'ami-root', { Name: AL2023 }), published(AL2023)],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'a copy that keeps the name of the minimal image',
    page: PAGES.copying,
    images: [own(ID, 'ami-root', { Name: MINIMAL }), published(MINIMAL)],
    agent: 'unknown',
    from: 'ami-root',
  },
  {
    name: 'the nearest publisher decides, not the image that this one was built from in turn',
    page: PAGES.ecsRecipe,
    images: [
      own(ID, 'ami-ecs'),
      {
        ...published('al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64', 'ami-ecs'),
        SourceImageId: 'ami-root',
      },
      published(MINIMAL),
    ],
    agent: 'likely',
    from: 'ami-ecs',
  },
  {
    name: 'Image Builder can take the agent out: likely is all that is handed down',
    page: PAGES.imageBuilder,
    images: [own(ID, 'ami-root', { Name: 'recipe-without-agent 2026-01-01' }), published(AL2023)],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'made from an image without the agent, which may have been added',
    page: PAGES.al2023Packages,
    images: [own(ID, 'ami-root'), published(MINIMAL)],
    agent: 'unknown',
    from: 'ami-root',
  },
  {
    name: 'made from Red Hat, where people add the agent',
    page: PAGES.redHat,
    images: [own(ID, 'ami-root'), published('RHEL-9.4.0_HVM-20240423-x86_64-62-Hourly2-GP3')],
    agent: 'unknown',
    from: 'ami-root',
  },
  {
    name: 'Windows of 2015, copied in 2020',
    page: PAGES.list,
    images: [
      own(ID, 'ami-root', { CreationDate: '2020-03-01T00:00:00.000Z' }),
      published('Windows_Server-2012-R2_RTM-English-64Bit-Base-2015.06.10'),
    ],
    agent: 'unknown',
    from: 'ami-root',
  },
  {
    name: 'Windows of 2017, copied in 2020',
    page: PAGES.list,
    images: [
      own(ID, 'ami-root', { CreationDate: '2020-03-01T00:00:00.000Z' }),
      published('Windows_Server-2012-R2_RTM-English-64Bit-Base-2017.06.14'),
    ],
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'a copy of a spoof',
    page: PAGES.publishers,
    images: [own(ID, 'ami-root'), { ImageId: 'ami-root', Name: AL2023, OwnerId: STRANGER }],
    agent: 'unknown',
  },
  {
    name: 'a copy of an image of the Marketplace',
    page: PAGES.list,
    images: [own(ID, 'ami-root'), { ImageId: 'ami-root', Name: AL2023, ImageOwnerAlias: 'aws-marketplace' }],
    agent: 'unknown',
  },
  {
    name: 'the source is not in the answer',
    page: PAGES.describeImages,
    images: [own(ID, 'ami-gone')],
    agent: 'unknown',
  },
  {
    name: 'registered from a snapshot, no source',
    page: PAGES.ancestry,
    images: [own(ID)],
    agent: 'unknown',
  },
  {
    name: 'a circle ends',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-mid'), own('ami-mid', ID)],
    agent: 'unknown',
  },
];

const BY_LINE: readonly DescentCase[] = [
  {
    name: 'the image between is deregistered, the line goes on',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-gone'), published(AL2023)],
    line: line([ID, 'ami-gone', 'ami-root']),
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'shared by another account, which does not show its sources',
    page: PAGES.ancestry,
    images: [{ ImageId: ID, Name: 'shared', OwnerId: STRANGER }, published(AL2023)],
    line: line([ID, 'ami-theirs', 'ami-root']),
    agent: 'likely',
    from: 'ami-root',
  },
  {
    name: 'the line ends at the minimal image',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-gone'), published(MINIMAL)],
    line: line([ID, 'ami-gone', 'ami-root']),
    agent: 'unknown',
    from: 'ami-root',
  },
  {
    name: 'the root is in another Region, so that only its alias is to be seen',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-far')],
    line: line([ID, 'ami-far', 'ami-root'], 'us-east-1'),
    agent: 'unknown',
  },
  {
    name: 'the root is of the Marketplace',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-gone'), { ImageId: 'ami-root', Name: AL2023, ImageOwnerAlias: 'aws-marketplace' }],
    line: line([ID, 'ami-gone', 'ami-root'], 'eu-west-1', 'aws-marketplace'),
    agent: 'unknown',
  },
  {
    name: 'the root was registered from a snapshot under the name of a family',
    page: PAGES.ancestry,
    images: [own(ID, 'ami-gone'), { ImageId: 'ami-root', Name: AL2023, OwnerId: STRANGER }],
    line: line([ID, 'ami-gone', 'ami-root'], 'eu-west-1', ''),
    agent: 'unknown',
  },
  {
    name: 'AWS has no record of a source',
    page: PAGES.ancestry,
    images: [{ ImageId: ID, Name: 'shared', OwnerId: STRANGER }],
    line: line([ID], 'eu-west-1', ''),
    agent: 'unknown',
  },
];

export const DESCENT_CASES: readonly DescentCase[] = [...BY_SOURCE, ...BY_LINE];
