import { expect, it } from 'vitest';
import { listNodeQuotas } from '../../../src/facts/agent/node-quota.ts';
import { known, unknown } from '../../../src/model/known.ts';
import rule from '../../../src/rules/agent-online.ts';
import { buildInventory, buildSubject, healthyInstance } from '../../support/subject.ts';

const ID = healthyInstance.InstanceId;
const nodes = (count: number, PingStatus = 'Online') =>
  known(
    Array.from({ length: count }, (_, index) => ({
      InstanceId: index === 0 ? ID : `i-${index}`,
      PingStatus,
    })),
  );
const quotasFor = (InstanceInformationList: ReturnType<typeof nodes> | ReturnType<typeof unknown>) =>
  listNodeQuotas(buildInventory({ region: { InstanceInformationList } }));

it.each([
  ['as many as the default quota', nodes(2400), []],
  ['one more', nodes(2401), [expect.stringMatching(/^Systems Manager lists 2401 nodes in eu-west-1\./)]],
  ['unread', unknown({ kind: 'denied', action: 'ssm:DescribeInstanceInformation' }), []],
])('%s', (_, list, notices) => {
  expect(quotasFor(list)).toEqual(notices);
});

it('names the account where there are several', () => {
  const { accounts, ...rest } = buildInventory({ region: { InstanceInformationList: nodes(2401) } });
  expect(listNodeQuotas({ ...rest, accounts: [...accounts, ...accounts] })).toEqual(
    Array.from({ length: 2 }, () => expect.stringMatching(/^111122223333: Systems Manager/) as string),
  );
});

it.each([
  ['ConnectionLost', 'fail', true],
  ['Online', 'pass', false],
])('stands beside %s as evidence: %s, %s', (PingStatus, status, isSaid) => {
  const region = { InstanceInformationList: nodes(2401, PingStatus), ConnectionStatuses: {} };
  const outcome = rule.check(buildSubject({ region }), { options: {} });
  expect(outcome.status).toBe(status);
  expect(outcome.evidence.some(({ detail }) => detail.includes('default quota'))).toBe(isSaid);
});
