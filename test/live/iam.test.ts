import { describe, expect, it } from 'vitest';
import type { EvaluationResult, InstanceProfile, RoleDetail } from '../../src/model/aws.ts';
import type { IamInventory, Inventory } from '../../src/model/inventory.ts';
import { known, type Known } from '../../src/model/known.ts';
import { actionOf, CALLS } from '../../src/sources/calls.ts';
import { buildFleet } from '../aws-endpoint/fleet.ts';
import { ACCOUNT, buildInventory, ec2Trust, healthyInstance } from '../support/subject.ts';
import { buildAccount } from './account.ts';
import { findFalseClaims } from './claims.ts';
import { readLive, type Reading } from './support.ts';

const account = buildAccount();
const LIST = 'iam:GetAccountAuthorizationDetails';
const ROLE_CALLS = CALLS.filter(({ scope }) => scope === 'role').map(actionOf);
const deny =
  (...actions: readonly string[]) =>
  (action: string): boolean =>
    actions.includes(action);

function iamCalls({ stats }: Reading): Record<string, number> {
  return Object.fromEntries(Object.entries(stats.calls).filter(([action]) => action.startsWith('iam:')));
}

/** An account of roles of which one instance uses the first few. */
function withRoles(total: number, used: number): Inventory {
  const roles: RoleDetail[] = Array.from({ length: total }, (_, index) => ({
    RoleName: `role-${index}`,
    RoleId: `AROA${index}`,
    Arn: `arn:aws:iam::${ACCOUNT}:role/role-${index}`,
    AssumeRolePolicyDocument: ec2Trust,
    RolePolicyList: [],
    AttachedManagedPolicies: [],
  }));
  // The list is in no order that helps: those in use come last.
  const profiles: InstanceProfile[] = roles.slice(-used).map((role, index) => ({
    InstanceProfileName: `profile-${index}`,
    InstanceProfileId: `AIPA${index}`,
    Arn: `arn:aws:iam::${ACCOUNT}:instance-profile/profile-${index}`,
    Roles: [role],
  }));
  return buildInventory({
    instances: profiles.map(({ Arn = '', InstanceProfileId = '' }, index) => ({
      ...healthyInstance,
      InstanceId: `i-${String(index).padStart(17, '0')}`,
      IamInstanceProfile: { Arn, Id: InstanceProfileId },
    })),
    iam: { InstanceProfiles: known(profiles), RoleDetailList: known(roles), Policies: known([]) },
  });
}

describe('roles are read in the fewest calls', () => {
  it('no instance has a profile: none', async () => {
    const inventory = buildInventory({
      instances: [{ ...healthyInstance, IamInstanceProfile: {} }],
    });
    expect(iamCalls(await readLive({ inventory }))).toEqual({});
  });

  it('one page holds everything: one', async () => {
    const inventory = buildFleet({ instances: 60, roles: 20 });
    expect(iamCalls(await readLive({ inventory }))).toEqual({ [LIST]: 1 });
  });

  it('the list is read no further than to what is in use', async () => {
    const inventory = withRoles(40, 40);
    // Ten pages, of which the profiles in use need all; with the first twenty in use, half would do.
    const all = await readLive({ inventory, pageSizeCap: 4 });
    expect(iamCalls(all)).toEqual({ [LIST]: 10 });
    const [one] = inventory.accounts;
    const regions = one?.regions.map((region) => ({
      ...region,
      Reservations: known(region.Reservations.known ? region.Reservations.value.slice(0, 1) : []),
    }));
    const first = { ...inventory, accounts: [{ ...one, regions }] } as Inventory;
    const some = await readLive({ inventory: keepInstances(first, 20), pageSizeCap: 4 });
    expect(iamCalls(some)).toEqual({ [LIST]: 5 });
  });

  it('a list longer than reading one role takes is left', async () => {
    // Four calls are the least for one role with its profile; the list would take ten.
    const inventory = withRoles(40, 1);
    const reading = await readLive({ inventory, pageSizeCap: 4 });
    expect(iamCalls(reading)).toEqual({
      [LIST]: 4,
      'iam:GetInstanceProfile': 1,
      'iam:GetRole': 1,
      'iam:ListAttachedRolePolicies': 1,
      'iam:ListRolePolicies': 1,
    });
    const whole = await readLive({ inventory });
    expect(iamCalls(whole)).toEqual({ [LIST]: 1 });
    expect(reading.report.instances).toEqual(whole.report.instances);
  });

  it('several profiles that no role holds are asked for by their list, one by its name', async () => {
    const inventory = withRoles(2, 2);
    const empty = (names: readonly number[]): Inventory =>
      changeIam(inventory, ({ InstanceProfiles }) => ({
        InstanceProfiles: known(
          (InstanceProfiles.known ? InstanceProfiles.value : []).map((profile, index) =>
            names.includes(index) ? { ...profile, Roles: [] } : profile,
          ),
        ),
      }));
    expect(iamCalls(await readLive({ inventory: empty([1]) }))).toEqual({
      [LIST]: 1,
      'iam:GetInstanceProfile': 1,
    });
    expect(iamCalls(await readLive({ inventory: empty([0, 1]) }))).toEqual({
      [LIST]: 1,
      'iam:ListInstanceProfiles': 1,
    });
  });
});

function changeIam(inventory: Inventory, change: (iam: IamInventory) => Partial<IamInventory>): Inventory {
  return {
    ...inventory,
    accounts: inventory.accounts.map((one) => ({ ...one, iam: { ...one.iam, ...change(one.iam) } })),
  };
}

function keepInstances(inventory: Inventory, count: number): Inventory {
  return {
    ...inventory,
    accounts: inventory.accounts.map((one) => ({
      ...one,
      regions: one.regions.map((region) => ({
        ...region,
        Reservations: known(
          (region.Reservations.known ? region.Reservations.value : []).map((reservation) => ({
            ...reservation,
            Instances: (reservation.Instances ?? []).slice(0, count),
          })),
        ),
      })),
    })),
  };
}

const baseline = await readLive({ inventory: account });

describe('the list is refused: roles are read one by one', () => {
  it('and nothing is judged otherwise', async () => {
    const reading = await readLive({ inventory: account, deny: deny(LIST) });
    expect(reading.report.instances).toEqual(baseline.report.instances);
    expect(reading.report.scopes).toEqual(baseline.report.scopes);
    // Eight profiles, of which one is empty; seven roles and that of Default Host Management; one policy.
    const roles = reading.stats.calls['iam:GetRole'] ?? 0;
    expect(iamCalls(reading)).toMatchObject({
      [LIST]: 1,
      'iam:ListInstanceProfiles': 1,
      'iam:ListRolePolicies': roles,
      'iam:ListAttachedRolePolicies': roles,
      'iam:GetPolicy': 1,
      'iam:GetPolicyVersion': 1,
    });
  });

  it('also when it is refused on the way, or comes in pieces', async () => {
    const reading = await readLive({
      inventory: account,
      pageSizeCap: 1,
      deny: (action, _, input) => action === LIST && input['Marker'] !== undefined,
    });
    expect(reading.report.instances).toEqual(baseline.report.instances);
  });

  it.each(ROLE_CALLS)('without %s too, nothing is claimed that was not true', async (action) => {
    const reading = await readLive({ inventory: account, deny: deny(LIST, action) });
    expect(findFalseClaims(baseline.report, reading.report)).toEqual([]);
    // Profiles come by their list as well, and the one AWS managed policy is bundled.
    if (/InstanceProfile|GetPolicy/.test(action)) return;
    const gaps = reading.report.scopes.flatMap((scope) => scope.gaps);
    const blamed = action === 'iam:GetRole' ? LIST : action;
    expect(gaps).toContainEqual({ kind: 'denied', action: blamed });
  });

  it('one role of many is not readable: that role alone is unknown', async () => {
    const reading = await readLive({
      inventory: account,
      deny: (action, _, input) =>
        action === LIST || (action === 'iam:GetRole' && input['RoleName'] === 'no-rights'),
    });
    expect(findFalseClaims(baseline.report, reading.report)).toEqual([]);
    const changed = reading.report.instances.filter(
      (instance) =>
        JSON.stringify(instance) !==
        JSON.stringify(baseline.report.instances.find(({ arn }) => arn === instance.arn)),
    );
    expect(changed.map(({ name }) => name)).toEqual(['no-rights']);
  });

  it('what IAM does not have is left out, one or several, and is no gap', async () => {
    for (const gone of [['profile-1'], ['profile-1', 'profile-2']]) {
      const inventory = changeIam(withRoles(3, 3), ({ InstanceProfiles, ...iam }) => ({
        ...iam,
        InstanceProfiles: known(
          (InstanceProfiles.known ? InstanceProfiles.value : []).filter(
            ({ InstanceProfileName = '' }) => !gone.includes(InstanceProfileName),
          ),
        ),
      }));
      for (const refused of [[], [LIST], [LIST, 'iam:ListInstanceProfiles']]) {
        const { report, inventory: read } = await readLive({ inventory, deny: deny(...refused) });
        const profiles = read.accounts[0]?.iam.InstanceProfiles;
        expect(profiles).toMatchObject({ known: true, value: { length: 3 - gone.length } });
        expect(report.scopes.flatMap(({ gaps }) => gaps)).toEqual([]);
        expect(report.instances.flatMap(({ questions }) => questions).join()).toMatch(
          /IAM does not list the instance profile .*profile-1/,
        );
      }
    }
  });

  it('a throttled list is not replaced by more calls', async () => {
    const reading = await readLive({ inventory: account, throttle: { [LIST]: Infinity } });
    expect(iamCalls(reading)['iam:GetRole']).toBeUndefined();
  });
});

describe('--simulate', () => {
  const results = (answers: Readonly<Record<string, Partial<EvaluationResult>>>): Known<EvaluationResult[]> =>
    known(
      Object.entries(answers).flatMap(([EvalActionName, result]) =>
        ['*', `arn:aws:ec2:eu-west-1:${ACCOUNT}:instance/i-0`].map((EvalResourceName) => ({
          EvalActionName,
          EvalResourceName,
          EvalDecision: 'allowed',
          ...result,
        })),
      ),
    );
  const roles = account.accounts[0]?.iam.RoleDetailList;
  const inventory = changeIam(account, () => ({
    SimulationResults: Object.fromEntries(
      (roles?.known === true ? roles.value : []).map(({ Arn = '', RoleName }) => [
        Arn,
        RoleName === 'app'
          ? results({
              'ssmmessages:OpenDataChannel': {
                EvalDecision: 'implicitDeny',
                OrganizationsDecisionDetail: { AllowedByOrganizations: false },
              },
            })
          : results({}),
      ]),
    ),
  }));

  it('is not asked unless told to', async () => {
    const reading = await readLive({ inventory });
    expect(iamCalls(reading)).not.toHaveProperty('iam:SimulatePrincipalPolicy');
  });

  it('asks once for each role in use, and leaves open what the organisation refuses', async () => {
    const reading = await readLive({ inventory }, { simulate: true });
    const used = reading.inventory.accounts[0]?.iam.RoleDetailList;
    expect(iamCalls(reading)['iam:SimulatePrincipalPolicy']).toBe(used?.known === true && used.value.length);
    const instance = reading.report.instances.find(({ name }) => name === 'public');
    expect(instance?.verdict).toBe('unknown');
    expect(instance?.questions.join()).toMatch(
      /service control policies let the role app do ssmmessages:OpenDataChannel/,
    );
    expect(findFalseClaims(baseline.report, reading.report)).toEqual([]);
  });

  it('refused, it is said, and nothing is lost', async () => {
    const reading = await readLive(
      { inventory, deny: deny('iam:SimulatePrincipalPolicy') },
      { simulate: true },
    );
    const verdicts = ({ report }: Reading) => report.instances.map(({ verdict }) => verdict);
    expect(verdicts(reading)).toEqual(verdicts(baseline));
    const evidence = reading.report.instances.flatMap(({ findings }) =>
      findings.flatMap((finding) => finding.evidence.map(({ detail }) => detail)),
    );
    expect(evidence).toContain(
      "IAM's policy simulator was not heard: iam:SimulatePrincipalPolicy was denied.",
    );
  });
});
