import { AutoScalingClient, CreateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateCommand,
  CreateLaunchTemplateVersionCommand,
  DescribeImagesCommand,
  ModifyLaunchTemplateCommand,
  type RequestLaunchTemplateData,
} from '@aws-sdk/client-ec2';
import { createMotoClients, given } from './clients.ts';
import { createGroup, type GroupRule, tcp, ANYWHERE } from './groups.ts';
import { publicPlace, endpointPlace, routed } from './places.ts';
import { seedProfiles } from './profiles.ts';
import { natGateway } from './targets.ts';
import { type Place, World } from './world.ts';

interface ScalingSituation {
  readonly place: Place;
  readonly profile?: string;
  readonly egress?: readonly GroupRule[];
  /** The version that the group names; the template's second version has no instance profile. */
  readonly version?: string;
  /** Makes the second version the default one. */
  readonly movesDefault?: boolean;
}

/** Groups that launch one instance each, so that the one that is drawn stands beside one that was launched. */
export const SCALING_SITUATIONS: Readonly<Record<string, ScalingSituation>> = {
  public: { place: publicPlace, profile: 'core' },
  nat: { place: routed([ANYWHERE, natGateway]), profile: 'core' },
  'by-endpoints': { place: endpointPlace, profile: 'core' },
  'no-way': { place: routed(), profile: 'core' },
  closed: { place: publicPlace, profile: 'core', egress: [] },
  'narrow-egress': { place: publicPlace, profile: 'core', egress: [tcp(80, ANYWHERE)] },
  'no-profile': { place: publicPlace },
  'no-role': { place: publicPlace, profile: 'no-role' },
  untrusted: { place: publicPlace, profile: 'trusts-lambda' },
  denied: { place: publicPlace, profile: 'explicit-deny' },
  'first-version': { place: publicPlace, profile: 'core', version: '1' },
  'latest-version': { place: publicPlace, profile: 'core', version: '$Latest' },
  'default-version': { place: publicPlace, profile: 'core', version: '$Default', movesDefault: true },
};

/** Fills a fresh moto. moto launches what its groups want at once. */
export async function seedScaling(endpoint: string, region: string): Promise<void> {
  const clients = createMotoClients(endpoint, region);
  const credentials = { accessKeyId: 'testing', secretAccessKey: 'not-a-secret' };
  const scaling = new AutoScalingClient({ endpoint, region, credentials });
  try {
    await seedProfiles(clients.iam);
    const world = new World(clients.ec2, region);
    for (const [name, situation] of Object.entries(SCALING_SITUATIONS))
      await seedOne(world, scaling, name, situation);
  } finally {
    for (const client of [...Object.values(clients), scaling]) client.destroy();
  }
}

async function seedOne(
  world: World,
  scaling: AutoScalingClient,
  LaunchTemplateName: string,
  { place, profile, egress, version, movesDefault = false }: ScalingSituation,
): Promise<void> {
  const subnet = await world.once(world, place);
  const groupId = await createGroup(world, subnet, LaunchTemplateName, {
    egress: egress ?? [tcp(443, ANYWHERE)],
  });
  const data: RequestLaunchTemplateData = {
    ImageId: await world.once(world, findAmazonLinux),
    InstanceType: 't3.small',
    SecurityGroupIds: [groupId],
    // moto has no account defaults to tell.
    MetadataOptions: { HttpEndpoint: 'enabled', HttpTokens: 'required' },
  };
  const attached = profile === undefined ? data : { ...data, IamInstanceProfile: { Name: profile } };
  const { LaunchTemplate } = await world.ec2.send(
    new CreateLaunchTemplateCommand({ LaunchTemplateName, LaunchTemplateData: attached }),
  );
  const LaunchTemplateId = given(LaunchTemplate?.LaunchTemplateId, 'a launch template');
  if (version !== undefined) {
    await world.ec2.send(
      new CreateLaunchTemplateVersionCommand({ LaunchTemplateId, LaunchTemplateData: data }),
    );
    if (movesDefault)
      await world.ec2.send(new ModifyLaunchTemplateCommand({ LaunchTemplateId, DefaultVersion: '2' }));
  }
  await scaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: LaunchTemplateName,
      LaunchTemplate: { LaunchTemplateId, Version: version ?? '$Latest' },
      MinSize: 1,
      MaxSize: 2,
      VPCZoneIdentifier: subnet.id,
      Tags: [{ Key: 'Name', Value: LaunchTemplateName, PropagateAtLaunch: true }],
    }),
  );
}

async function findAmazonLinux({ ec2 }: World): Promise<string> {
  const Filters = [{ Name: 'name', Values: ['al2023-ami-2023.*-kernel-6.1-x86_64'] }];
  const { Images } = await ec2.send(new DescribeImagesCommand({ Filters }));
  return given(Images?.[0]?.ImageId, 'an image of Amazon Linux');
}
