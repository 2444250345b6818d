import { describe, expect, it } from 'vitest';
import { builtInRules, scan } from '../src/index.ts';
import type { Instance } from '../src/model/aws.ts';
import type { Inventory } from '../src/model/inventory.ts';
import { known, unknown } from '../src/model/known.ts';
import { defineRule, pass, type Rule } from '../src/model/rule.ts';
import { scan as runPipeline } from '../src/scan.ts';
import { jsonReporter } from '../src/reporters/json.ts';
import { listPaths } from '../src/facts/paths.ts';
import { observe } from '../src/facts/agent/observe.ts';
import { NO_FILTERS } from '../src/engine/select.ts';
import { endpoints, privateInstance } from './facts/network/network.ts';
import { account, allow, CONTROL, DATA, FIVE, HYBRID, preferences, role } from './facts/iam/role-fixtures.ts';
import { buildInventory, healthyInstance, type SubjectChanges } from './support/subject.ts';

const generatedAt = '2026-11-20T12:01:00.000Z';
const render = { color: false, width: 120, verbose: false, sarifProfile: 'full' } as const;

function instanceCalled(InstanceId: string, changes: Partial<Instance> = {}): Instance {
  return { ...healthyInstance, InstanceId, ...changes };
}

/** Every list of the inventory turned around; what is in them stays. */
function reversed(inventory: Inventory): Inventory {
  const turn = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || !('known' in value) || !('value' in value))
      return value;
    return Array.isArray(value.value) ? known([...(value.value as unknown[])].reverse()) : value;
  };
  const turnAll = <T extends object>(answers: T): T =>
    Object.fromEntries(Object.entries(answers).map(([key, value]) => [key, turn(value)])) as T;
  return {
    ...inventory,
    accounts: inventory.accounts.map((account) => ({
      ...account,
      iam: turnAll(account.iam),
      regions: account.regions.map(turnAll),
    })),
  };
}

describe('scan', () => {
  const three = buildInventory({ instances: ['i-3', 'i-1', 'i-2'].map((id) => instanceCalled(id)) });

  it('calls the healthy instance ready', () => {
    const { instances, summary } = scan(buildInventory(), { generatedAt });
    expect(instances.map(({ verdict, questions }) => [verdict, questions])).toEqual([['ready', []]]);
    expect(summary.findings).toMatchObject({ fail: 1, unknown: 0, error: 0 });
    // The one failure: the healthy account logs no sessions, which is an audit finding.
    expect(instances[0]?.findings.find(({ status }) => status === 'fail')?.ruleId).toBe(
      'session-logging-configured',
    );
  });

  it('gives rules × instances findings, in a fixed order', () => {
    const { instances } = scan(three, { generatedAt });
    expect(instances.map(({ instanceId }) => instanceId)).toEqual(['i-1', 'i-2', 'i-3']);
    for (const { findings } of instances) {
      expect(findings.map(({ ruleId }) => ruleId)).toEqual(builtInRules.map(({ meta }) => meta.id));
    }
  });

  it('gives the same bytes for the same input, in whatever order AWS listed it', () => {
    const once = jsonReporter.render(scan(three, { generatedAt }), render);
    expect(jsonReporter.render(scan(three, { generatedAt }), render)).toBe(once);
    expect(jsonReporter.render(scan(reversed(three), { generatedAt }), render)).toBe(once);
  });

  it.each([
    [{ instances: ['i-2'] }, ['i-2']],
    [{ vpcs: ['vpc-main'] }, ['i-1', 'i-2', 'i-3']],
    [{ vpcs: ['vpc-other'] }, []],
    [{ tags: ['Name'] }, ['i-1', 'i-2', 'i-3']],
    [{ tags: ['Name=web-1'] }, ['i-1', 'i-2', 'i-3']],
    [{ tags: ['Name=web'] }, []],
    [{ tags: ['Name', 'owner'] }, []],
  ])('narrows to %j and says so', (filters, ids) => {
    const report = scan(three, { generatedAt, filters });
    expect(report.instances.map(({ instanceId }) => instanceId)).toEqual(ids);
    expect(report.source.filters).toEqual(filters);
    expect(report.notices).toEqual(ids.length === 0 ? ['The filters match none of the instances.'] : []);
  });

  const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1111aaaa-22bb-33cc-44dd-5555eeee6666';
  const mayUseKey = account([role({ inline: [allow(FIVE), allow('kms:Decrypt', KEY)] })]);
  const dataChannelFor = (AWS: string) =>
    JSON.stringify({
      Statement: [
        { Effect: 'Allow', Principal: '*', Action: ['ssm:*', ...CONTROL], Resource: '*' },
        { Effect: 'Allow', Principal: { AWS }, Action: [...DATA], Resource: '*' },
      ],
    });
  it.each<[string, SubjectChanges, string, string]>([
    [
      'connected, a session key, endpoints for Systems Manager alone: the handshake may find no KMS',
      {
        instance: privateInstance,
        iam: mayUseKey,
        region: { ...endpoints(), SessionDocument: preferences({ kmsKeyId: KEY }) },
      },
      'unknown',
      'session-preferences-satisfiable',
    ],
    [
      'connected, an endpoint policy that may refuse the data channel alone',
      {
        instance: privateInstance,
        region: endpoints({
          PolicyDocument: dataChannelFor('arn:aws:sts::111122223333:assumed-role/app/one'),
        }),
      },
      'unknown',
      'vpc-endpoint-usable',
    ],
    [
      'connected, an endpoint policy that gives the data channel to another role',
      {
        instance: privateInstance,
        region: endpoints({ PolicyDocument: dataChannelFor('arn:aws:iam::111122223333:role/other') }),
      },
      'blocked',
      'vpc-endpoint-usable',
    ],
    [
      'no profile, and a hybrid node that may be the instance',
      {
        instance: { IamInstanceProfile: {} },
        region: { InstanceInformationList: HYBRID, ConnectionStatuses: {} },
      },
      'unknown',
      'instance-profile-attached',
    ],
  ])('claims no more than it knows: %s', (_name, changes, verdict, ruleId) => {
    const [instance] = scan(buildInventory(changes), { generatedAt }).instances;
    expect(instance?.verdict).toBe(verdict);
    expect(instance?.because).toContain(ruleId);
  });

  it('predicts no readiness where nobody knows of an agent', () => {
    const inventory = buildInventory({
      instance: { State: { Name: 'stopped' } },
      region: {
        Images: known([{ ImageId: 'ami-0aaaaaaaaaaaaaaaa', Name: 'golden', OwnerId: '111122223333' }]),
        InstanceImageMetadata: known([]),
        InstanceInformationList: known([]),
        ConnectionStatuses: {},
      },
    });
    const [instance] = scan(inventory, { generatedAt }).instances;
    expect([instance?.verdict, instance?.predicted, instance?.because]).toEqual([
      'dormant',
      'unknown',
      ['ami-has-agent'],
    ]);
  });

  it('says which instance is not there', () => {
    expect(scan(three, { filters: { instances: ['i-9'] } }).notices).toEqual([
      '--instance i-9: no such instance in what was read.',
    ]);
  });

  it('keeps going when a rule throws', () => {
    const broken = defineRule({
      meta: { id: 'broken', title: 'Broken', impact: 'audit', rationale: 'None.', remediation: 'None.' },
      check: () => {
        throw new Error('boom');
      },
    }) as unknown as Rule;
    const fine = defineRule({
      meta: { id: 'fine', title: 'Fine', impact: 'audit', rationale: 'None.', remediation: 'None.' },
      check: () => pass({ resource: 'x', detail: 'Fine.' }),
    }) as unknown as Rule;
    const { instances } = scan(three, { rules: [broken, fine] });
    expect(instances.flatMap(({ findings }) => findings.map(({ status }) => status))).toEqual(
      Array.from({ length: 3 }, () => ['error', 'pass']).flat(),
    );
  });

  it('keeps going when paths cannot be traced, and says whose', () => {
    const report = runPipeline({
      inventory: three,
      rules: [],
      observe,
      trace: (subject) => {
        if (subject.instance.InstanceId === 'i-2') throw new TypeError('records is not a list');
        return listPaths(subject);
      },
      triage: (instances) => ({ instances, notices: [] }),
      filters: NO_FILTERS,
      notices: [],
      tool: { name: 't', version: '0' },
      generatedAt,
    });
    expect(report.notices).toEqual([`The network paths of i-2 could not be traced: records is not a list`]);
    expect(report.instances.map(({ paths }) => paths.length > 0)).toEqual([true, false, true]);
  });

  it.each([
    [false, 'fail'],
    [true, 'pass'],
  ])(
    'a planned instance without a profile, Default Host Management assumed %s',
    (defaultHostManagement, status) => {
      const { IamInstanceProfile: _, ...unprofiled } = healthyInstance;
      const inventory = buildInventory({
        instances: [unprofiled],
        region: { ServiceSetting: unknown({ kind: 'not-collected', action: 'ssm:GetServiceSetting' }) },
      });
      const report = runPipeline({
        inventory: { ...inventory, source: { kind: 'terraform-plan' } },
        rules: builtInRules.map((rule) => ({ rule, severity: rule.meta.severity, options: rule.defaults })),
        observe,
        trace: listPaths,
        triage: (instances) => ({ instances, notices: [] }),
        filters: NO_FILTERS,
        assume: { defaultHostManagement },
        notices: [],
        tool: { name: 't', version: '0' },
        generatedAt,
      });
      const findings = report.instances[0]?.findings ?? [];
      const credentials = findings.find(({ ruleId }) => ruleId === 'instance-profile-attached');
      expect(credentials?.status).toBe(status);
      expect(JSON.stringify(credentials?.evidence)).toMatch(/assume/);
      expect(findings.find(({ ruleId }) => ruleId === 'agent-policies-attached')?.status).toBe(
        defaultHostManagement ? 'pass' : 'not-applicable',
      );
    },
  );
});
