import {
  DescribeInstancesCommand,
  DescribeRouteTablesCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  GetManagedPrefixListEntriesCommand,
  type DescribeInstancesCommandOutput,
  paginateDescribeInstances,
  paginateDescribeSecurityGroups,
} from '@aws-sdk/client-ec2';
import {
  GetAccountAuthorizationDetailsCommand,
  ListInstanceProfilesCommand,
  paginateGetAccountAuthorizationDetails,
} from '@aws-sdk/client-iam';
import {
  DescribeInstanceInformationCommand,
  GetServiceSettingCommand,
  paginateDescribeInstanceInformation,
} from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { afterEach, describe, expect, it } from 'vitest';
import type { Gap } from '../../src/model/known.ts';
import { known, unknown } from '../../src/model/known.ts';
import { buildInventory, healthyInstance, REGION } from '../support/subject.ts';
import { createClients } from './clients.ts';
import { buildFleet } from './fleet.ts';
import { type AwsEndpoint, type AwsEndpointOptions, startAwsEndpoint } from './server.ts';

let endpoint: AwsEndpoint | undefined;

afterEach(() => endpoint?.close());

async function start(options: Partial<AwsEndpointOptions> = {}) {
  endpoint = await startAwsEndpoint({ inventory: buildInventory(), ...options });
  return { endpoint, ...createClients(endpoint.url, REGION) };
}

function idsIn({ Reservations = [] }: DescribeInstancesCommandOutput) {
  return Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId));
}

async function readAll<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const read: T[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

const twelve = Array.from({ length: 12 }, (_, index) => ({ ...healthyInstance, InstanceId: `i-${index}` }));
const twelveIds = twelve.map(({ InstanceId }) => InstanceId);

describe('paging', () => {
  it.each([
    ['pages of five', {}, [5, 5, 2]],
    ['pages cut to three', { pageSizeCap: 3 }, [3, 3, 3, 3]],
    ['empty pages with a token', { emptyPages: true }, [0, 5, 5, 0, 2]],
  ])('%s', async (_, options, sizes) => {
    const { ec2 } = await start({ inventory: buildInventory({ instances: twelve }), ...options });
    const pages = await readAll(paginateDescribeInstances({ client: ec2, pageSize: 5 }, {}));
    expect(pages.map((page) => idsIn(page).length)).toEqual(sizes);
    expect(pages.flatMap((page) => idsIn(page))).toEqual(twelveIds);
  });

  it('answers everything at once to a caller who asks for no page size, and counts that', async () => {
    const { ec2, endpoint } = await start({ inventory: buildInventory({ instances: twelve }) });
    const output = await ec2.send(new DescribeInstancesCommand({}));
    expect(idsIn(output)).toEqual(twelveIds);
    await ec2.send(new DescribeInstancesCommand({ MaxResults: 1000 }));
    await ec2.send(new DescribeInstancesCommand({ InstanceIds: ['i-1'] }));
    expect(endpoint.stats()).toMatchObject({
      calls: { 'ec2:DescribeInstances': 3 },
      unpaginated: { 'ec2:DescribeInstances': 1 },
      total: 3,
      throttled: 0,
      maxInFlight: 1,
    });
    endpoint.reset();
    expect(endpoint.stats()).toEqual({
      calls: {},
      unpaginated: {},
      total: 0,
      bytes: 0,
      throttled: 0,
      maxInFlight: 0,
    });
  });

  it('refuses page sizes outside the documented range', async () => {
    const { ec2, iam, ssm } = await start();
    const refused = (name: string) => ({ name });
    const invalid = refused('InvalidParameterValue');
    await expect(ec2.send(new DescribeInstancesCommand({ MaxResults: 1001 }))).rejects.toMatchObject(invalid);
    await expect(ec2.send(new DescribeSubnetsCommand({ MaxResults: 4 }))).rejects.toMatchObject(invalid);
    await expect(ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 }))).rejects.toMatchObject(
      invalid,
    );
    await expect(ssm.send(new DescribeInstanceInformationCommand({ MaxResults: 51 }))).rejects.toMatchObject(
      refused('ValidationException'),
    );
    await expect(iam.send(new ListInstanceProfilesCommand({ MaxItems: 1001 }))).rejects.toMatchObject(
      refused('ValidationError'),
    );
  });

  it('refuses a token of another question', async () => {
    const { ec2 } = await start({ inventory: buildFleet({ instances: 10, securityGroups: 4 }) });
    const { NextToken } = await ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
    await expect(ec2.send(new DescribeInstancesCommand({ NextToken }))).rejects.toMatchObject({
      name: 'InvalidNextToken',
    });
    const Filters = [{ Name: 'vpc-id', Values: ['vpc-1'] }];
    await expect(
      ec2.send(new DescribeSubnetsCommand({ NextToken, MaxResults: 5, Filters })),
    ).rejects.toMatchObject({ name: 'InvalidNextToken' });
  });

  it('SSM pages hold ten nodes, or up to fifty', async () => {
    const { ssm } = await start({ inventory: buildFleet({ instances: 200 }) });
    const { InstanceInformationList } = await ssm.send(new DescribeInstanceInformationCommand({}));
    expect(InstanceInformationList).toHaveLength(10);
    const pages = await readAll(paginateDescribeInstanceInformation({ client: ssm, pageSize: 50 }, {}));
    expect(pages[0]?.InstanceInformationList).toHaveLength(50);
  });

  it('IAM pages run through roles and then policies', async () => {
    const { iam } = await start({ inventory: buildFleet({ roles: 5 }), emptyPages: true });
    const pages = await readAll(paginateGetAccountAuthorizationDetails({ client: iam, pageSize: 3 }, {}));
    expect(pages.map((page) => [page.RoleDetailList?.length, page.Policies?.length])).toEqual([
      [0, 0],
      [3, 0],
      [2, 1],
      [0, 0],
      [0, 1],
    ]);
    expect(pages.map((page) => page.IsTruncated)).toEqual([true, true, true, true, false]);
  });
});

describe('refusals', () => {
  it('each service says that a call is denied in its own words', async () => {
    const { ec2, iam, ssm, sts } = await start({ deny: () => true });
    await expect(ec2.send(new DescribeInstancesCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(iam.send(new GetAccountAuthorizationDetailsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
    });
    await expect(sts.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(ssm.send(new DescribeInstanceInformationCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining('ssm:DescribeInstanceInformation') as string,
      $metadata: { httpStatusCode: 400 },
    });
  });

  it('denies by action, region and input', async () => {
    const asked: unknown[] = [];
    const { ec2 } = await start({
      deny: (action, region, input) => {
        asked.push([action, region, input]);
        return action === 'ec2:DescribeVpcs';
      },
    });
    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
    });
    const Filters = [{ Name: 'vpc-id', Values: ['vpc-main', 'vpc-2'] }];
    await ec2.send(new DescribeSubnetsCommand({ Filters, MaxResults: 100 }));
    expect(asked).toEqual([
      ['ec2:DescribeVpcs', REGION, {}],
      ['ec2:DescribeSubnets', REGION, { Filters, MaxResults: 100 }],
    ]);
  });

  it('denies a whole region, for EC2 and SSM alone', async () => {
    const { endpoint, ec2 } = await start({ denyRegions: ['us-east-1'] });
    const away = createClients(endpoint.url, 'us-east-1');
    await expect(away.ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'UnauthorizedOperation',
      message: expect.stringContaining('explicit deny in a service control policy') as string,
    });
    await expect(away.ssm.send(new DescribeInstanceInformationCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    expect((await away.iam.send(new ListInstanceProfilesCommand({}))).InstanceProfiles).toHaveLength(1);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });

  it('throttles the first calls only', async () => {
    const { endpoint, ec2, iam, ssm } = await start({
      throttle: {
        'ec2:DescribeInstances': 2,
        'iam:ListInstanceProfiles': 1,
        'ssm:DescribeInstanceInformation': 1,
      },
    });
    const ask = () => ec2.send(new DescribeInstancesCommand({}));
    const limited = { name: 'RequestLimitExceeded', $metadata: { httpStatusCode: 503 } };
    await expect(ask()).rejects.toMatchObject(limited);
    await expect(ask()).rejects.toMatchObject(limited);
    expect(idsIn(await ask())).toEqual([healthyInstance.InstanceId]);
    await expect(iam.send(new ListInstanceProfilesCommand({}))).rejects.toMatchObject({ name: 'Throttling' });
    await expect(ssm.send(new DescribeInstanceInformationCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
    });
    expect(endpoint.stats().throttled).toBe(4);
  });

  it('fails as it is told', async () => {
    const { ec2 } = await start({
      fail: new Map([['ec2:DescribeVpcs', { status: 500, code: 'InternalError' }]]),
    });
    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'InternalError',
      $metadata: { httpStatusCode: 500 },
    });
  });

  it.each<[Gap, string]>([
    [{ kind: 'denied', action: 'ec2:DescribeVpcs' }, 'UnauthorizedOperation'],
    [
      { kind: 'api-error', action: 'ec2:DescribeVpcs', code: 'InternalError', message: 'No.' },
      'InternalError',
    ],
    [
      { kind: 'api-error', action: 'ec2:DescribeVpcs', code: 'OptInRequired', message: 'No.' },
      'OptInRequired',
    ],
    [{ kind: 'not-collected', action: 'ec2:DescribeVpcs' }, 'InvalidAction'],
  ])('answers a gap %j with %s', async (gap, name) => {
    const { ec2 } = await start({ inventory: buildInventory({ region: { Vpcs: unknown(gap) } }) });
    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({ name });
  });

  it('answers a gap of SSM and IAM', async () => {
    const gap: Gap = { kind: 'denied', action: 'test:Denied' };
    const { iam, ssm } = await start({
      inventory: buildInventory({
        region: { ServiceSetting: unknown(gap) },
        iam: { RoleDetailList: unknown(gap) },
      }),
    });
    const SettingId = '/ssm/managed-instance/default-ec2-instance-management-role';
    await expect(ssm.send(new GetServiceSettingCommand({ SettingId }))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(iam.send(new GetAccountAuthorizationDetailsCommand({}))).rejects.toMatchObject({
      name: 'AccessDenied',
    });
  });
});

describe('the wire', () => {
  it('serves the region of the signature; one that nobody described is empty', async () => {
    const { endpoint } = await start();
    const away = createClients(endpoint.url, 'ap-south-1');
    expect(idsIn(await away.ec2.send(new DescribeInstancesCommand({})))).toEqual([]);
  });

  it('waits as long as it is told, on several calls at once', async () => {
    const { endpoint, ec2 } = await start({ latencyMs: 40 });
    const began = performance.now();
    await Promise.all([1, 2, 3].map(() => ec2.send(new DescribeVpcsCommand({}))));
    expect(performance.now() - began).toBeGreaterThanOrEqual(39);
    expect(endpoint.stats().maxInFlight).toBe(3);
  });

  it('refuses what is not signed, what is too long, and what it does not know', async () => {
    const { endpoint } = await start();
    const unsigned = await fetch(endpoint.url, { method: 'POST', body: 'Action=DescribeVpcs' });
    expect([unsigned.status, await unsigned.text()]).toEqual([
      403,
      expect.stringContaining('MissingAuthenticationToken'),
    ]);
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=AKIATEST/20261120/${REGION}/ec2/aws4_request, Signature=0`,
    };
    const unknownAction = await fetch(endpoint.url, { method: 'POST', headers, body: 'Action=RunInstances' });
    expect([unknownAction.status, await unknownAction.text()]).toEqual([
      400,
      expect.stringContaining('<Code>InvalidAction</Code>'),
    ]);
    const long = await fetch(endpoint.url, { method: 'POST', headers, body: 'x'.repeat(2 ** 21) }).catch(
      () => undefined,
    );
    expect([413, undefined]).toContain(long?.status);
  });

  it('closes while clients keep their connections open', async () => {
    const { endpoint, ec2 } = await start();
    await ec2.send(new DescribeVpcsCommand({}));
    await endpoint.close();
    await expect(fetch(endpoint.url)).rejects.toThrow('fetch failed');
    await endpoint.close();
  });

  it('pages prefix list entries by a hundred at most', async () => {
    const entries = Array.from({ length: 150 }, (_, index) => ({ Cidr: `10.0.${index}.0/24` }));
    const { ec2 } = await start({
      inventory: buildInventory({ region: { PrefixListEntries: { 'pl-1': known(entries) } } }),
    });
    const { Entries, NextToken } = await ec2.send(
      new GetManagedPrefixListEntriesCommand({ PrefixListId: 'pl-1', MaxResults: 100 }),
    );
    expect(Entries).toHaveLength(100);
    expect(NextToken).toBeDefined();
  });

  it('pages security groups to the end', async () => {
    const { ec2 } = await start({ inventory: buildFleet({ instances: 10 }) });
    const pages = await readAll(paginateDescribeSecurityGroups({ client: ec2, pageSize: 15 }, {}));
    expect(pages.map(({ SecurityGroups = [] }) => SecurityGroups.length)).toEqual([15, 15, 11]);
  });
});
