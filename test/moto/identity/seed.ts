import { CreateDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { createMotoClients, given, type MotoClients } from '../clients.ts';
import { defaultGroup } from '../groups.ts';
import { runInstance } from '../instances.ts';
import { publicPlace, sessionEndpointPlace } from '../places.ts';
import type { ManagementAnswers } from '../relay.ts';
import { ROLE_SITUATIONS } from '../role-situations.ts';
import { type Place, World } from '../world.ts';
import { ACCOUNT } from './account.ts';
import { type AccountRegion, REGIONS } from './account-regions.ts';
import { changeProfile, createManagementRoles, createProfile, grant } from './roles.ts';
import type { RoleSituation } from './role-situation.ts';
import { createTargets, openTargets } from './session-targets.ts';

export interface SeededRoles {
  /** Instance ids by the name of their situation. */
  readonly situations: ReadonlyMap<string, string>;
  /** The id of the Region's key likewise, where it has one. */
  readonly keys: ReadonlyMap<string, string>;
  /** What a relay has to answer for moto, by Region. */
  readonly answers: Readonly<Record<string, ManagementAnswers>>;
}

/** Fills the Regions of the role situations, one call at a time. */
export async function seedRoles(endpointUrl: string): Promise<SeededRoles> {
  const situations = new Map<string, string>();
  const keys = new Map<string, string>();
  const answers: Record<string, ManagementAnswers> = {};
  for (const [index, [name, spec]] of Object.entries<AccountRegion>(REGIONS).entries()) {
    const { region, hostManagement, targets = {}, isOnline } = spec;
    const clients = createMotoClients(endpointUrl, region);
    try {
      if (index === 0) await createManagementRoles(clients.iam);
      const key = await createTargets(clients, region, targets);
      await setPreferences(clients.ssm, spec, key);
      const agents: object[] = [];
      const world = new World(clients.ec2, region);
      for (const situation of ROLE_SITUATIONS.filter((each) => (each.region ?? 'off') === name)) {
        const id = await launch(world, clients, situation, {
          place: isOnline ? sessionEndpointPlace : publicPlace,
          key,
        });
        situations.set(situation.name, id);
        if (key !== undefined) keys.set(situation.name, key);
        if (isOnline) agents.push(agentOf(id, 'Online'));
        if (situation.lostAgent !== undefined)
          agents.push(agentOf(id, 'ConnectionLost', situation.lostAgent));
      }
      await openTargets(clients, targets, key);
      if (hostManagement !== undefined) answers[region] = { hostManagement, agents };
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
  return { situations, keys, answers };
}

async function launch(
  world: World,
  { iam }: MotoClients,
  situation: RoleSituation,
  { place, key }: { readonly place: Place; readonly key: string | undefined },
): Promise<string> {
  const { name, role } = situation;
  const profile = await createProfile(iam, situation);
  const subnet = await world.once(world, place);
  const groups = [await world.once(subnet.vpc, defaultGroup)];
  const instance = await runInstance(world, subnet, 'amazon-linux', [{ groups }], {
    ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
  });
  const id = given(instance.InstanceId, 'an instance');
  const arn = `arn:aws:ec2:${world.region}:${ACCOUNT}:instance/${id}`;
  if (role !== undefined) await grant(iam, name, role, { instance: arn, key });
  await changeProfile(iam, situation);
  return id;
}

async function setPreferences(ssm: SSMClient, { preferences }: AccountRegion, key = ''): Promise<void> {
  if (preferences === undefined) return;
  await ssm.send(
    new CreateDocumentCommand({
      Name: 'SSM-SessionManagerRunShell',
      DocumentType: 'Session',
      DocumentFormat: 'JSON',
      Content: JSON.stringify({
        schemaVersion: '1.0',
        sessionType: 'Standard_Stream',
        inputs: preferences,
      }).replaceAll('{key}', key),
    }),
  );
}

function agentOf(InstanceId: string, PingStatus: string, AgentVersion = '3.3.1142.0'): object {
  return { InstanceId, AgentVersion, PingStatus, ResourceType: 'EC2Instance', PlatformType: 'Linux' };
}
