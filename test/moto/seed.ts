import { pathToFileURL } from 'node:url';
import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  RegisterImageCommand,
  CreateSecurityGroupCommand,
  DescribeImagesCommand,
  type EC2Client,
  ModifyInstanceMetadataOptionsCommand,
  RevokeSecurityGroupEgressCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { createMotoClients, given } from './clients.ts';
import { type Place, seedPlaces } from './places.ts';
import { seedProfiles } from './profiles.ts';
import { type ImageName, type Situation, SITUATIONS } from './situations.ts';

export interface SeededInstance {
  readonly instanceId: string;
  /** The instance's Name tag. */
  readonly situation: string;
  /** What the rules that decide say, by rule id; other rules may say anything. */
  readonly expect: Situation['expect'];
  readonly verdict: string;
}

/** Fills a fresh moto with one instance for each situation. Takes a few seconds. */
export async function seedMoto(endpointUrl: string, region: string): Promise<readonly SeededInstance[]> {
  const { ec2, iam } = createMotoClients(endpointUrl, region);
  try {
    await seedProfiles(iam);
    const places = await seedPlaces(ec2, region);
    const images = await findImages(ec2);
    const seeded: SeededInstance[] = [];
    for (const [index, situation] of SITUATIONS.entries()) {
      const place = places[situation.place ?? 'public'];
      const ImageId = images[situation.image ?? 'amazon-linux'];
      const instanceId = await launch(ec2, situation, place, ImageId, index);
      const { name, expect, verdict } = situation;
      seeded.push({ instanceId, situation: name, expect, verdict });
    }
    return seeded;
  } finally {
    ec2.destroy();
    iam.destroy();
  }
}

async function launch(
  ec2: EC2Client,
  situation: Situation,
  place: Place,
  ImageId: string,
  index: number,
): Promise<string> {
  const groupId = await createGroup(ec2, situation, place);
  const profile = situation.profile === undefined ? 'core' : situation.profile;
  const { Instances } = await ec2.send(
    new RunInstancesCommand({
      ImageId,
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      SubnetId: place.id,
      SecurityGroupIds: [groupId],
      // moto's own choice need not lie in the subnet.
      PrivateIpAddress: `${place.prefix}.${10 + index}`,
      ...(profile === null ? {} : { IamInstanceProfile: { Name: profile } }),
      TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: situation.name }] }],
    }),
  );
  const InstanceId = given(Instances?.[0]?.InstanceId, 'an instance');
  if (situation.metadataEndpoint !== undefined) {
    const HttpEndpoint = situation.metadataEndpoint;
    await ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpEndpoint }));
  }
  const InstanceIds = [InstanceId];
  if (situation.end === 'stopped') await ec2.send(new StopInstancesCommand({ InstanceIds }));
  if (situation.end === 'terminated') await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  return InstanceId;
}

/** Every instance has a security group of its own, so that a rule never decides about a neighbour. */
async function createGroup(ec2: EC2Client, situation: Situation, place: Place): Promise<string> {
  const created = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: situation.name,
      Description: 'One situation',
      VpcId: place.vpc.id,
    }),
  );
  const GroupId = given(created.GroupId, 'a security group');
  if (situation.ingress !== undefined) {
    const IpPermissions = [...situation.ingress];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }
  if (situation.egress === undefined) return GroupId;
  const open = [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
  await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: open }));
  const IpPermissions = [...situation.egress(place)];
  if (IpPermissions.length > 0) {
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
  }
  return GroupId;
}

/** Published images that moto knows, by name, and one that the account made itself. */
async function findImages(ec2: EC2Client): Promise<Readonly<Record<ImageName, string>>> {
  const find = async (name: string): Promise<string> => {
    const { Images } = await ec2.send(
      new DescribeImagesCommand({ Filters: [{ Name: 'name', Values: [name] }] }),
    );
    return given(Images?.[0]?.ImageId, `an image called ${name}`);
  };
  return {
    'amazon-linux': await find('al2023-ami-2023.*-kernel-6.1-x86_64'),
    'amazon-linux-minimal': await find('al2023-ami-minimal-2023.*-kernel-6.1-x86_64'),
    windows: await find('Windows_Server-2016-English-Full-Base-*'),
    custom: await registerImage(ec2),
  };
}

async function registerImage(ec2: EC2Client): Promise<string> {
  const { ImageId } = await ec2.send(new RegisterImageCommand({ Name: 'golden-linux' }));
  return given(ImageId, 'an image');
}

/** With a Node that runs TypeScript (22.18 or later), `node seed.ts http://127.0.0.1:5000 eu-west-1` prints the list as JSON. */
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , endpointUrl = 'http://127.0.0.1:5000', region = 'eu-west-1'] = process.argv;
  const seeded = await seedMoto(endpointUrl, region);
  process.stdout.write(`${JSON.stringify(seeded, null, 2)}\n`);
}
