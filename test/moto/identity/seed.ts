import { CreateDocumentCommand, type SSMClient } from '@aws-sdk/client-ssm';
import { createMotoClients, given } from '../clients.ts';
import { defaultGroup } from '../groups.ts';
import { runInstance } from '../instances.ts';
import { publicPlace } from '../places.ts';
import type { ManagementAnswers } from '../relay.ts';
import { ROLE_SITUATIONS } from '../role-situations.ts';
import { World } from '../world.ts';
import { ACCOUNT, type AccountRegion, REGIONS } from './account-regions.ts';
import { changeProfile, createManagementRoles, createProfile, grant } from './roles.ts';
import type { RoleSituation } from './role-situation.ts';

export interface SeededRoles {
  /** Instance ids by the name of their situation. */
  readonly situations: ReadonlyMap<string, string>;
  /** What a relay has to answer for moto, by Region. */
  readonly answers: Readonly<Record<string, ManagementAnswers>>;
}

/** Fills the Regions of the role situations, one call at a time. */
export async function seedRoles(endpointUrl: string): Promise<SeededRoles> {
  const situations = new Map<string, string>();
  const answers: Record<string, ManagementAnswers> = {};
  for (const [index, [name, spec]] of Object.entries<AccountRegion>(REGIONS).entries()) {
    const { region, hostManagement } = spec;
    const clients = createMotoClients(endpointUrl, region);
    try {
      if (index === 0) await createManagementRoles(clients.iam);
      await setPreferences(clients.ssm, spec);
      const agents: object[] = [];
      const world = new World(clients.ec2, region);
      for (const situation of ROLE_SITUATIONS.filter((each) => (each.region ?? 'off') === name)) {
        const id = await launch(world, clients.iam, situation);
        situations.set(situation.name, id);
        if (situation.lostAgent !== undefined) agents.push(lostAgent(id, situation.lostAgent));
      }
      if (hostManagement !== undefined) answers[region] = { hostManagement, agents };
    } finally {
      for (const client of Object.values(clients)) client.destroy();
    }
  }
  return { situations, answers };
}

async function launch(
  world: World,
  iam: ReturnType<typeof createMotoClients>['iam'],
  situation: RoleSituation,
): Promise<string> {
  const { name, role } = situation;
  const profile = await createProfile(iam, situation);
  const subnet = await world.once(world, publicPlace);
  const groups = [await world.once(subnet.vpc, defaultGroup)];
  const instance = await runInstance(world, subnet, 'amazon-linux', [{ groups }], {
    ...(profile === undefined ? {} : { IamInstanceProfile: { Name: profile } }),
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: name }] }],
  });
  const id = given(instance.InstanceId, 'an instance');
  const arn = `arn:aws:ec2:${world.region}:${ACCOUNT}:instance/${id}`;
  if (role !== undefined) await grant(iam, name, role, arn);
  await changeProfile(iam, situation);
  return id;
}

async function setPreferences(ssm: SSMClient, { preferences }: AccountRegion): Promise<void> {
  if (preferences === undefined) return;
  await ssm.send(
    new CreateDocumentCommand({
      Name: 'SSM-SessionManagerRunShell',
      DocumentType: 'Session',
      DocumentFormat: 'JSON',
      Content: JSON.stringify({ schemaVersion: '1.0', sessionType: 'Standard_Stream', inputs: preferences }),
    }),
  );
}

function lostAgent(InstanceId: string, AgentVersion: string): object {
  return {
    InstanceId,
    AgentVersion,
    PingStatus: 'ConnectionLost',
    ResourceType: 'EC2Instance',
    PlatformType: 'Linux',
  };
}
