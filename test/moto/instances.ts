import {
  AllocateAddressCommand,
  AssociateAddressCommand,
  DescribeImagesCommand,
  type Instance,
  ModifyNetworkInterfaceAttributeCommand,
  RegisterImageCommand,
  RunInstancesCommand,
  type RunInstancesCommandInput,
  StopInstancesCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import { createGroup, type GroupRule, vpcRange } from './groups.ts';
import { createSubnet, type RouteTarget, type SubnetOptions } from './vpc.ts';
import type { Subnet, World } from './world.ts';

export type ImageName = 'amazon-linux' | 'amazon-linux-minimal' | 'windows' | 'custom';

export interface InterfaceSpec {
  readonly groups: readonly string[];
  /** Last part of its address; a free one unless told otherwise. */
  readonly host?: number;
}

/** Runs one instance with its interfaces in the subnet, in the order of their device index. */
export async function runInstance(
  world: World,
  subnet: Subnet,
  image: ImageName,
  interfaces: readonly InterfaceSpec[],
  rest: Partial<RunInstancesCommandInput> = {},
): Promise<Instance> {
  const ids = await world.once(world, findImages);
  const [first] = interfaces;
  // moto's own choice need not lie in the subnet.
  const listed = interfaces.map(({ groups, host }, DeviceIndex) => ({
    DeviceIndex,
    SubnetId: subnet.id,
    Groups: [...groups],
    PrivateIpAddress: `${subnet.prefix}.${host ?? 20 + world.next(subnet)}`,
  }));
  const { Instances } = await world.ec2.send(
    new RunInstancesCommand({
      ImageId: ids[image],
      InstanceType: 't3.small',
      MinCount: 1,
      MaxCount: 1,
      ...(interfaces.length > 1
        ? { NetworkInterfaces: listed }
        : {
            SubnetId: subnet.id,
            SecurityGroupIds: [...(first?.groups ?? [])],
            PrivateIpAddress: listed[0]?.PrivateIpAddress,
          }),
      ...rest,
    }),
  );
  return given(Instances?.[0], 'an instance');
}

export async function giveElasticAddress({ ec2 }: World, InstanceId: string): Promise<void> {
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  await ec2.send(
    new AssociateAddressCommand({ InstanceId, AllocationId: given(AllocationId, 'an Elastic IP address') }),
  );
}

/** An instance that others send through: with an Elastic IP address, without a source/destination check. */
export function natInstanceIn(
  subnetOptions: SubnetOptions,
  options: {
    readonly hasAddress?: boolean;
    readonly isChecked?: boolean;
    readonly isStopped?: boolean;
    readonly ingress?: readonly GroupRule[];
  } = {},
): RouteTarget {
  const {
    hasAddress = true,
    isChecked,
    isStopped,
    ingress = [{ protocol: '-1', peers: [vpcRange] }],
  } = options;
  return async (world, vpc) => {
    const subnet = await createSubnet(world, vpc, subnetOptions);
    const name = `nat-${world.next(natInstanceIn)}`;
    const groups = [await createGroup(world, subnet, name, { ingress })];
    const instance = await runInstance(world, subnet, 'amazon-linux', [{ groups }]);
    const InstanceId = given(instance.InstanceId, 'an instance');
    world.helpers.push(InstanceId);
    if (hasAddress) await giveElasticAddress(world, InstanceId);
    const NetworkInterfaceId = given(
      instance.NetworkInterfaces?.[0]?.NetworkInterfaceId,
      'a network interface',
    );
    if (isChecked !== true) {
      const SourceDestCheck = { Value: false };
      await world.ec2.send(
        new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId, SourceDestCheck }),
      );
    }
    if (isStopped === true) await world.ec2.send(new StopInstancesCommand({ InstanceIds: [InstanceId] }));
    return { NetworkInterfaceId };
  };
}

/** Published images that moto knows, by name, and one that the account made itself. */
async function findImages({ ec2 }: World): Promise<Readonly<Record<ImageName, string>>> {
  const find = async (name: string): Promise<string> => {
    const { Images } = await ec2.send(
      new DescribeImagesCommand({ Filters: [{ Name: 'name', Values: [name] }] }),
    );
    return given(Images?.[0]?.ImageId, `an image called ${name}`);
  };
  const registered = await ec2.send(new RegisterImageCommand({ Name: 'golden-linux' }));
  return {
    'amazon-linux': await find('al2023-ami-2023.*-kernel-6.1-x86_64'),
    'amazon-linux-minimal': await find('al2023-ami-minimal-2023.*-kernel-6.1-x86_64'),
    windows: await find('Windows_Server-2016-English-Full-Base-*'),
    custom: given(registered.ImageId, 'an image'),
  };
}
