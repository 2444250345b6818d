import { CreateUserCommand, PutUserPolicyCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BastionReport } from '../../src/model/bastion.ts';
import { createMotoClients } from '../moto/clients.ts';
import { ANYWHERE, createGroup, type Group, membersOf, tcp } from '../moto/groups.ts';
import { launch } from '../moto/launch.ts';
import { seedProfiles } from '../moto/profiles.ts';
import { startMoto } from '../moto/server.ts';
import type { Situation } from '../moto/situation.ts';
import { type Vpc, World } from '../moto/world.ts';
import { run, type Run } from './support.ts';

const REGION = 'eu-west-1';
const moto = await startMoto();
if (moto === undefined) process.stderr.write('bastion-moto.test.ts: skipped, moto_server is not on PATH\n');

/** Rules of these groups name no subnet. */
const anySubnet = (vpc: Vpc) => ({ id: '', vpc, cidr: vpc.cidr, prefix: '' });
const bastionGroup: Group = async (world, vpc) =>
  createGroup(world, anySubnet(vpc), 'bastion', { ingress: [tcp(22, ANYWHERE)] });
const behind = { ingress: [tcp(22, membersOf(bastionGroup))] };
const openGroup: Group = async (world, vpc) => createGroup(world, anySubnet(vpc), 'behind', behind);
const closedGroup: Group = async (world, vpc) =>
  createGroup(world, anySubnet(vpc), 'behind-closed', { ...behind, egress: [] });
const otherGroup: Group = async (world, vpc) => createGroup(world, anySubnet(vpc), 'other', {});

const situation = (name: string, ...groups: readonly Group[]): Situation => ({
  name,
  groups,
  expect: {},
  verdict: '',
});
const SITUATIONS = [
  situation('bastion-1', bastionGroup),
  situation('open', openGroup),
  situation('closed', closedGroup),
  situation('beside', otherGroup),
];

describe.skipIf(moto === undefined)('bastion, asked of moto_server', () => {
  const ids = new Map<string, string>();
  let answer: Run;
  let report: BastionReport;

  beforeAll(async () => {
    const url = moto?.url ?? '';
    const clients = createMotoClients(url, REGION);
    await seedProfiles(clients.iam);
    const world = new World(clients.ec2, REGION);
    for (const one of SITUATIONS) ids.set(one.name, await launch(world, one));
    await clients.iam.send(new CreateUserCommand({ UserName: 'alice' }));
    const Statement = [{ Effect: 'Allow', Action: 'ssm:StartSession', Resource: '*' }];
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await clients.iam.send(
      new PutUserPolicyCommand({ UserName: 'alice', PolicyName: 'sessions', PolicyDocument }),
    );
    for (const client of Object.values(clients)) client.destroy();
    answer = await run(['bastion', '--region', REGION, '-f', 'json'], {
      timeout: 90_000,
      env: {
        AWS_ENDPOINT_URL: url,
        AWS_ACCESS_KEY_ID: 'testing',
        AWS_SECRET_ACCESS_KEY: 'not-a-secret',
        AWS_MAX_ATTEMPTS: '2',
      },
    });
    report = JSON.parse(answer.stdout) as BastionReport;
  }, 180_000);

  afterAll(async () => moto?.stop());

  it('finds the bastion by its name, its rules and who lets it in', () => {
    expect(report.bastions).toMatchObject([{ instanceId: ids.get('bastion-1'), confidence: 'likely' }]);
    expect(report.bastions[0]?.evidence).toHaveLength(4);
    expect(report.candidates).toEqual([]);
  });

  it('tells who is behind it, and who is not', () => {
    expect(report.dependants.map(({ instanceId, judgement }) => [instanceId, judgement]).sort()).toEqual(
      [
        [ids.get('open'), 'open'],
        [ids.get('closed'), 'blocked'],
      ].sort(),
    );
  });

  it('is not yet to be removed, because of the closed one, by a change of its group', () => {
    expect([answer.code, report.verdict]).toEqual([1, 'not-yet']);
    expect(report.blockers).toMatchObject([{ kind: 'instance' }]);
    expect(report.blockers[0]?.about).toContain(ids.get('closed'));
    expect(report.changes.map(({ key }) => key)).toEqual([
      expect.stringMatching(/security-group\/sg-.*:allow-https-out/),
    ]);
  });

  it('knows who may start sessions, and asks nothing about it', () => {
    expect(report.starters).toMatchObject({ isRead: true, certain: [expect.stringContaining('user/alice')] });
    expect(report.questions.map(({ question }) => question).join('\n')).not.toMatch(/StartSession|databases/);
  });

  it('says what moto does not answer', () => {
    expect(report.cautions.join('\n')).toContain('ec2:DescribeInstanceConnectEndpoints failed');
  });
});
