import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SERVICES, type Service } from '../../../src/model/path.ts';
import { solvePath, solvePaths } from '../../../src/facts/network/solve-path.ts';
import { known, unknown } from '../../../src/model/known.ts';
import { buildSubject } from '../../support/subject.ts';
import { account, role } from '../iam/role-fixtures.ts';
import { DENIED, denied, dns, endpoints, privateInstance } from './network.ts';
import { ACL_SITUATIONS } from './situations/acl-situations.ts';
import { CAPTURE_SITUATIONS } from './situations/capture-situations.ts';
import { EGRESS_SITUATIONS } from './situations/egress-situations.ts';
import { ENDPOINT_GROUP_SITUATIONS } from './situations/endpoint-group-situations.ts';
import { ENDPOINT_POLICY_SITUATIONS } from './situations/endpoint-policy-situations.ts';
import { ENDPOINT_PRINCIPAL_SITUATIONS } from './situations/endpoint-principal-situations.ts';
import { FACTS, OWN_FACTS } from './situations/facts.ts';
import { GATEWAY_SITUATIONS } from './situations/gateway-situations.ts';
import { NAME_SITUATIONS } from './situations/name-situations.ts';
import { NAT_SITUATIONS } from './situations/nat-situations.ts';
import { PUBLIC_ACCESS_SITUATIONS } from './situations/public-access-situations.ts';
import { ROUTE_SITUATIONS } from './situations/route-situations.ts';
import { HOSTED_ZONE_SITUATIONS } from './situations/hosted-zone-situations.ts';
import { IPV6_SITUATIONS } from './situations/ipv6-situations.ts';
import { SERVICE_SITUATIONS } from './situations/service-situations.ts';
import { ZONE_SITUATIONS } from './situations/zone-situations.ts';
import type { Situations } from './situations/situation.ts';

function solve(given: Parameters<typeof buildSubject>[0], service: Service) {
  const { kind, hops } = solvePath(buildSubject(given), service);
  return {
    kind,
    ...Object.fromEntries(hops.flatMap(({ name, status }) => (status === 'pass' ? [] : [[name, status]]))),
  };
}

function runTable(title: string, situations: Situations): void {
  describe(title, () => {
    it('has no two situations of one name', () => {
      const names = situations.map(({ name }) => name);
      expect(new Set(names).size).toBe(names.length);
    });

    it.each(situations)('$name', ({ fact, given, service = 'ssm', expected }) => {
      expect(solve(given, service), FACTS[fact].says).toEqual(expected);
    });

    it.each(situations)(
      'gives each failing hop a problem and each unknown one a gap: $name',
      ({ given, service = 'ssm' }) => {
        for (const hop of solvePath(buildSubject(given), service).hops) {
          expect(hop.problems.length > 0).toBe(hop.status === 'fail');
          expect(hop.gaps.length > 0).toBe(hop.status === 'unknown');
          for (const { message, cause, stages } of hop.problems) {
            expect(message).toMatch(/^[^{}]+\.$/);
            expect(cause.key).toMatch(/^111122223333\/eu-west-1\/[a-z-]+\/[^/:]+:[a-z0-9+-]+$/);
            expect(cause.fix.summary).toMatch(/^[A-Z][^{}]+\.$/);
            if (service !== 'ec2messages') expect(stages).not.toEqual([]);
          }
          for (const { detail, resource } of hop.evidence) {
            expect(detail).toMatch(/^[A-Z][^{}]+\.$/);
            expect(resource).not.toBe('');
          }
        }
      },
    );
  });
}

type Verdict = 'reachable' | 'blocked' | 'unknown';

function judge(given: Parameters<typeof buildSubject>[0], service: Service): Verdict {
  const statuses = solvePath(buildSubject(given), service).hops.map(({ status }) => status);
  if (statuses.includes('fail')) return 'blocked';
  return statuses.includes('unknown') ? 'unknown' : 'reachable';
}

const UNREAD = unknown(DENIED);
const LOSSES = [
  ...(
    [
      'Reservations',
      'SecurityGroups',
      'Subnets',
      'Vpcs',
      'RouteTables',
      'NetworkAcls',
      'InternetGateways',
      'NatGateways',
      'VpcEndpoints',
      'NetworkInterfaces',
      'DhcpOptions',
      'VpcBlockPublicAccessOptions',
      'VpcBlockPublicAccessExclusions',
    ] as const
  ).map((field) => [field, denied(field)] as const),
  ['DNS attributes', dns(UNREAD, UNREAD)] as const,
  ['prefix lists', { PrefixListEntries: {} }] as const,
];

const TABLES = [
  ['internet gateways', GATEWAY_SITUATIONS],
  ['routes', ROUTE_SITUATIONS],
  ['NATs', NAT_SITUATIONS],
  ['VPC Block Public Access', PUBLIC_ACCESS_SITUATIONS],
  ['endpoints that capture a name', CAPTURE_SITUATIONS],
  ['security groups of endpoints', ENDPOINT_GROUP_SITUATIONS],
  ['policies of endpoints', ENDPOINT_POLICY_SITUATIONS],
  ['principals in policies of endpoints', ENDPOINT_PRINCIPAL_SITUATIONS],
  ['names and owners', NAME_SITUATIONS],
  ['egress rules', EGRESS_SITUATIONS],
  ['network ACLs', ACL_SITUATIONS],
  ['private hosted zones', HOSTED_ZONE_SITUATIONS],
  ['IPv6', IPV6_SITUATIONS],
  ['zones and operating systems', ZONE_SITUATIONS],
  ['other services', SERVICE_SITUATIONS],
] as const;

for (const [title, situations] of TABLES) runTable(title, situations);

it('solves at least 120 situations', () => {
  expect(TABLES.flatMap(([, situations]) => situations).length).toBeGreaterThanOrEqual(120);
});

describe('a policy that names principals', () => {
  const policyFor = (AWS: string) =>
    endpoints({
      PolicyDocument: JSON.stringify({
        Statement: [{ Effect: 'Allow', Principal: { AWS }, Action: '*', Resource: '*' }],
      }),
    });
  const roles = ['app', 'db', 'web'].map((name) => role({ name }));
  const iam = {
    ...account(roles),
    InstanceProfiles: known(
      roles.map(({ RoleName, Arn }) => ({
        InstanceProfileName: RoleName ?? '',
        Arn: `arn:aws:iam::111122223333:instance-profile/${RoleName}`,
        Roles: [{ RoleName: RoleName ?? '', Arn: Arn ?? '' }],
      })),
    ),
  };
  const region = buildSubject({ region: policyFor('arn:aws:iam::111122223333:role/app') }).region;
  const pathsOf = (InstanceId: string, profile: string) => {
    const Arn = `arn:aws:iam::111122223333:instance-profile/${profile}`;
    const subject = buildSubject({
      instance: { ...privateInstance, InstanceId, IamInstanceProfile: { Arn } },
      iam,
    });
    return solvePaths({ ...subject, region }, SERVICES);
  };
  const policyHop = ([path]: ReturnType<typeof pathsOf>) =>
    path?.hops.find(({ name }) => name === 'endpoint-policy')?.status;

  it('gives the instances of one role one solution, and those of another one another', () => {
    expect(pathsOf('i-1', 'app')).toBe(pathsOf('i-2', 'app'));
    expect(pathsOf('i-3', 'db')).toBe(pathsOf('i-4', 'db'));
    expect(['app', 'db', 'web'].map((name) => policyHop(pathsOf(`i-${name}`, name)))).toEqual([
      'pass',
      'fail',
      'fail',
    ]);
  });

  it('asks for no role where it names none, and for none but the account', () => {
    const unreadable = new Proxy(iam, {
      get() {
        throw new Error('looked at IAM');
      },
    });
    for (const principal of ['*', 'arn:aws:iam::111122223333:root']) {
      const subject = buildSubject({ instance: privateInstance, region: policyFor(principal) });
      expect(policyHop(solvePaths({ ...subject, iam: unreadable }, SERVICES))).toBe('pass');
    }
  });
});

describe('the facts that decide the situations', () => {
  it('are each the fact of some situation', () => {
    const used = new Set(TABLES.flatMap(([, situations]) => situations.map(({ fact }) => fact)));
    expect([...used].toSorted()).toEqual(Object.keys(FACTS).toSorted());
  });

  it.each(Object.entries(FACTS))('say one sentence and name its page: %s', (name, { says, page }) => {
    expect(name).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(says).toMatch(/^[A-Z].*[^.]\.$/);
    expect(says).not.toMatch(/[.!?]\s+[A-Z]/);
    const pages = Object.hasOwn(OWN_FACTS, name)
      ? /^https:\/\/github\.com\/ssm-preflight\/ssm-preflight\/blob\/main\/docs\/architecture\.md#[a-z-]+$/
      : /^https:\/\/docs\.aws\.amazon\.com\/[\w/.-]+\.html(#[\w-]+)?$/;
    expect(page).toMatch(pages);
  });

  it('of our own stand under a heading of the architecture page', () => {
    const text = readFileSync(new URL('../../../docs/architecture.md', import.meta.url), 'utf8');
    const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    for (const { page } of Object.values(OWN_FACTS)) expect(anchors).toContain(page.split('#')[1]);
  });
});

describe.each(LOSSES)('without %s', (_, lost) => {
  it.each(TABLES.flatMap(([, situations]) => situations))(
    'an answer stays or becomes unknown: $name',
    ({ given, service = 'ssm' }) => {
      const after = judge({ ...given, region: { ...given.region, ...lost } }, service);
      expect([judge(given, service), 'unknown']).toContain(after);
    },
  );
});
