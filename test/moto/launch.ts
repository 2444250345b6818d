import {
  ModifyInstanceMetadataOptionsCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { given } from './clients.ts';
import { createGroup } from './groups.ts';
import { giveElasticAddress, type InterfaceSpec, runInstance } from './instances.ts';
import { publicPlace } from './places.ts';
import type { Situation } from './situation.ts';
import type { Subnet, World } from './world.ts';

/** Brings about one situation. Returns its instance. */
export async function launch(world: World, situation: Situation): Promise<string> {
  const { name, place = publicPlace, image = 'amazon-linux', profile = 'core' } = situation;
  const subnet = await world.once(world, place);
  const interfaces = await makeInterfaces(world, situation, subnet);
  const instance = await runInstance(world, subnet, image, interfaces, {
    ...(profile === null ? {} : { IamInstanceProfile: { Name: profile } }),
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
  });
  const InstanceId = given(instance.InstanceId, 'an instance');
  if (situation.metadataEndpoint !== undefined) {
    const HttpEndpoint = situation.metadataEndpoint;
    await world.ec2.send(new ModifyInstanceMetadataOptionsCommand({ InstanceId, HttpEndpoint }));
  }
  if (situation.hasElasticAddress === true) await giveElasticAddress(world, InstanceId);
  const InstanceIds = [InstanceId];
  if (situation.end === 'stopped') await world.ec2.send(new StopInstancesCommand({ InstanceIds }));
  if (situation.end === 'terminated') await world.ec2.send(new TerminateInstancesCommand({ InstanceIds }));
  return InstanceId;
}

/** Unless a group of the VPC is what matters, the groups are new ones, so that no neighbour's rule decides. */
async function makeInterfaces(
  world: World,
  situation: Situation,
  subnet: Subnet,
): Promise<readonly InterfaceSpec[]> {
  const { name, egress, ingress, egressOfSecondGroup, egressOfSecondInterface, host } = situation;
  const groups: string[] = [];
  if (situation.groups === undefined) {
    const rules = { ...(egress && { egress }), ...(ingress && { ingress }) };
    groups.push(await createGroup(world, subnet, name, rules));
  }
  for (const group of situation.groups ?? []) groups.push(await world.once(subnet.vpc, group));
  if (egressOfSecondGroup !== undefined) {
    groups.push(await createGroup(world, subnet, `${name}-too`, { egress: egressOfSecondGroup }));
  }
  const first: InterfaceSpec = host === undefined ? { groups } : { groups, host };
  if (egressOfSecondInterface === undefined) return [first];
  const second = await createGroup(world, subnet, `${name}-there`, { egress: egressOfSecondInterface });
  return [first, { groups: [second] }];
}
