import { describe, expect, it } from 'vitest';
import type { Image, InstanceImageMetadata } from '../../src/model/aws.ts';
import { known, unknown, type Known } from '../../src/model/known.ts';
import type { Ask } from '../../src/sources/answers.ts';
import { readCliJson } from '../../src/sources/cli-json.ts';
import { askAncestry } from '../../src/sources/image-ancestry.ts';
import { askImages } from '../../src/sources/images.ts';
import { makeFolder } from '../support/folder.ts';
import { ACCOUNT, healthyInstance, healthyRegion, REGION } from '../support/subject.ts';

const ROOT = { ImageId: 'ami-root', Name: 'al2023-ami-2023.9', ImageOwnerAlias: 'amazon' };
const own = (ImageId: string, SourceImageId?: string, SourceImageRegion = REGION): Image =>
  SourceImageId === undefined
    ? { ImageId, Name: ImageId, OwnerId: ACCOUNT }
    : { ImageId, Name: ImageId, OwnerId: ACCOUNT, SourceImageId, SourceImageRegion };

const instancesOf = (ids: readonly string[]) =>
  ids.map((ImageId, index) => ({ ...healthyInstance, InstanceId: `i-${index}`, ImageId }));

type Lines = Readonly<Record<string, Known<object | undefined>>>;

/** A Region that shows these images, and tells these lines. */
function account(shown: readonly Image[], lines: Lines = {}) {
  const asked: string[] = [];
  const ask: Ask = async (call, input) => {
    if (call.operation === 'GetImageAncestry') {
      const id = String(input['ImageId']);
      asked.push(`ancestry ${id}`);
      return (lines[id] ??
        unknown({ kind: 'not-collected', action: 'ec2:GetImageAncestry' })) as Known<never>;
    }
    const [filter] = input['Filters'] as { Values: readonly string[] }[];
    const ids = filter?.Values ?? [];
    asked.push(`images ${ids.join(' ')}`);
    return known({ Images: shown.filter(({ ImageId = '' }) => ids.includes(ImageId)) });
  };
  return { ask, asked };
}

async function collect(
  used: readonly string[],
  shown: readonly Image[],
  lines: Lines = {},
  metadata: readonly InstanceImageMetadata[] = [],
) {
  const { ask, asked } = account(shown, lines);
  const instances = instancesOf(used);
  const { Images } = await askImages(ask, REGION, instances);
  const answers = await askAncestry(ask, {
    ...healthyRegion,
    Reservations: known([{ OwnerId: ACCOUNT, Instances: instances }]),
    Images,
    InstanceImageMetadata: known(metadata),
  });
  const ids = answers.Images.known ? answers.Images.value.map(({ ImageId }) => ImageId) : [];
  return { asked, ids, lines: answers.ImageAncestryEntries };
}

const answer = (...ids: readonly string[]) => ({
  ImageAncestryEntries: ids.map((ImageId, index) =>
    index === ids.length - 1
      ? { ImageId, ImageOwnerAlias: 'amazon' }
      : { ImageId, SourceImageId: ids[index + 1], SourceImageRegion: REGION },
  ),
});
const line = (...ids: readonly string[]): Known<object> => known(answer(...ids));

describe('images and what they were made from', () => {
  it.each<[string, string[], Image[], string[]]>([
    ['a published image: nothing more', ['ami-root'], [ROOT], ['images ami-root']],
    [
      'one image for many instances',
      ['ami-a', 'ami-a', 'ami-a'],
      [own('ami-a', 'ami-root'), ROOT],
      ['images ami-a', 'images ami-root'],
    ],
    [
      'a golden image of a golden image',
      ['ami-a'],
      [own('ami-a', 'ami-b'), own('ami-b', 'ami-root'), ROOT],
      ['images ami-a', 'images ami-b', 'images ami-root'],
    ],
    [
      'two with one source: one question',
      ['ami-a', 'ami-b'],
      [own('ami-a', 'ami-root'), own('ami-b', 'ami-root'), ROOT],
      ['images ami-a ami-b', 'images ami-root'],
    ],
    ['own, of a snapshot', ['ami-a'], [own('ami-a')], ['images ami-a']],
    ['a circle', ['ami-a'], [own('ami-a', 'ami-b'), own('ami-b', 'ami-a')], ['images ami-a', 'images ami-b']],
    [
      'a publisher is not followed to its own sources',
      ['ami-root'],
      [{ ...ROOT, SourceImageId: 'ami-build', SourceImageRegion: REGION }],
      ['images ami-root'],
    ],
  ])('%s', async (_, used, shown, asked) => {
    const result = await collect(used, shown);
    expect(result.asked).toEqual(asked);
    expect(result.ids).toEqual(shown.map(({ ImageId }) => ImageId));
  });

  it('asks for the line where the source is gone, and looks up what is on it', async () => {
    const lines = { 'ami-a': line('ami-a', 'ami-gone', 'ami-root') };
    const result = await collect(['ami-a', 'ami-a'], [own('ami-a', 'ami-gone'), ROOT], lines);
    expect(result.asked).toEqual([
      'images ami-a',
      'images ami-gone',
      'ancestry ami-a',
      'images ami-gone ami-root',
    ]);
    expect(result.ids).toEqual(['ami-a', 'ami-root']);
    expect(result.lines).toEqual({
      'ami-a': known(answer('ami-a', 'ami-gone', 'ami-root').ImageAncestryEntries),
    });
  });

  it('asks for the line of an image of another account, whose source is not shown', async () => {
    const shared = { ImageId: 'ami-a', Name: 'shared', OwnerId: '999988887777' };
    const result = await collect(['ami-a'], [shared, ROOT], { 'ami-a': line('ami-a', 'ami-root') });
    expect(result.asked).toEqual(['images ami-a', 'ancestry ami-a', 'images ami-root']);
  });

  it.each([
    ['own', undefined, ['images ami-a', 'ancestry ami-a']],
    ["a publisher's", 'amazon', ['images ami-a']],
  ])('deregistered, known from the metadata, %s', async (_, ImageOwnerAlias, asked) => {
    const ImageMetadata = {
      ImageId: 'ami-a',
      Name: 'x',
      ...(ImageOwnerAlias === undefined ? { OwnerId: ACCOUNT } : { ImageOwnerAlias }),
    };
    const result = await collect(['ami-a'], [], {}, [{ InstanceId: 'i-0', ImageMetadata }]);
    expect(result.asked).toEqual(asked);
  });

  it('does not look for images of other Regions here', async () => {
    const entries = [
      { ImageId: 'ami-a', SourceImageId: 'ami-far', SourceImageRegion: 'us-east-1' },
      { ImageId: 'ami-far', SourceImageId: 'ami-root', SourceImageRegion: 'us-east-1' },
      { ImageId: 'ami-root', ImageOwnerAlias: 'amazon' },
    ];
    const shown = [own('ami-a', 'ami-far', 'us-east-1')];
    const result = await collect(['ami-a'], shown, { 'ami-a': known({ ImageAncestryEntries: entries }) });
    expect(result.asked).toEqual(['images ami-a', 'ancestry ami-a']);
  });

  it.each<[string, Known<object | undefined>]>([
    ['denied', unknown({ kind: 'denied', action: 'ec2:GetImageAncestry' })],
    ['of another image', line('ami-other', 'ami-root')],
    ['empty', known({ ImageAncestryEntries: [] })],
    ['without its list', known({})],
    ['with an entry that is none', known({ ImageAncestryEntries: [{ ImageId: 'ami-a' }, null] })],
  ])('a line that is no answer is a gap: %s', async (_, told) => {
    const result = await collect(['ami-a'], [own('ami-a', 'ami-gone')], { 'ami-a': told });
    expect(result.lines['ami-a']).toMatchObject({ known: false });
    expect(result.ids).toEqual(['ami-a']);
  });

  it('asks nothing where images are refused', async () => {
    const gap = unknown({ kind: 'denied', action: 'ec2:DescribeImages' } as const);
    const ask: Ask = async () => gap;
    expect(await askImages(ask, REGION, instancesOf(['ami-a']))).toEqual({ Images: gap });
    const answers = await askAncestry(ask, { ...healthyRegion, Images: gap });
    expect(answers).toEqual({ Images: gap, ImageAncestryEntries: {} });
  });
});

describe('images in a folder', () => {
  const instance = { ...healthyInstance, ImageId: 'ami-a' };
  const base = {
    'ec2.DescribeInstances.json': JSON.stringify({
      Reservations: [{ OwnerId: ACCOUNT, Instances: [instance] }],
    }),
    'ec2.DescribeImages.json': JSON.stringify({ Images: [own('ami-a', 'ami-gone'), ROOT] }),
  };
  const read = async (files: Record<string, string>) => {
    const { accounts } = await readCliJson({
      folder: makeFolder({ ...base, ...files }),
      takenAt: '2026-11-20T12:00:00.000Z',
    });
    return accounts[0]?.regions[0];
  };

  it('one file holds them all, each once', async () => {
    const region = await read({});
    expect(region?.Images).toEqual(known([own('ami-a', 'ami-gone'), ROOT]));
    expect(region?.ImageAncestryEntries).toEqual({});
  });

  it('takes a line from the file of its image', async () => {
    const value = answer('ami-a', 'ami-gone', 'ami-root');
    const region = await read({ 'ec2.GetImageAncestry@ImageId=ami-a.json': JSON.stringify(value) });
    expect(region?.ImageAncestryEntries).toEqual({ 'ami-a': known(value.ImageAncestryEntries) });
  });

  it('wants to know of which image a line is', async () => {
    await expect(read({ 'ec2.GetImageAncestry.json': '{}' })).rejects.toThrow(/@ImageId=….json/);
  });
});
