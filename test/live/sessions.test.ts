import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { parseSnapshot, writeSnapshot } from '../../src/sources/snapshot.ts';
import { scan } from '../../src/index.ts';
import { buildInventory, healthyInstance } from '../support/subject.ts';
import { GENERATED_AT, readLive } from './support.ts';

const CALL = 'ssm:DescribeSessions';
const ID = healthyInstance.InstanceId;
const idle = { ...healthyInstance, InstanceId: 'i-0idle' };
const old = (minute: number) => `2026-11-19T10:${String(minute).padStart(2, '0')}:00.000Z`;

function withSessions(Sessions: readonly { Target: string; StartDate: string }[]): Inventory {
  return buildInventory({ instances: [healthyInstance, idle], region: { Sessions: known(Sessions) } });
}

const inventory = withSessions([
  { Target: ID, StartDate: old(1) },
  { Target: ID, StartDate: '2026-11-20T11:30:00.000Z' },
  { Target: ID, StartDate: old(2) },
  { Target: 'mi-0123456789abcdef0', StartDate: old(3) },
]);

describe('--sessions', () => {
  it('is not asked unless told to', async () => {
    const { stats, report } = await readLive({ inventory });
    expect(stats.calls).not.toHaveProperty(CALL);
    expect(report.instances.some(({ observed }) => 'lastSession' in observed)).toBe(false);
  });

  it('tells when a session was last opened, standing or ended, and changes no verdict', async () => {
    const without = await readLive({ inventory });
    const { stats, report } = await readLive({ inventory }, { sessions: true });
    expect(stats.calls[CALL]).toBe(2);
    expect(report.instances.map(({ instanceId, observed }) => [instanceId, observed.lastSession])).toEqual([
      [ID, '2026-11-20T11:30:00.000Z'],
      ['i-0idle', null],
    ]);
    const judged = ({ instances }: typeof report) =>
      instances.map(({ verdict, findings }) => [verdict, findings.map(({ status }) => status)]);
    expect(judged(report)).toEqual(judged(without.report));
  });

  it('keeps nothing of who, why and where to, and survives a snapshot', async () => {
    const { inventory: read, report } = await readLive({ inventory }, { sessions: true });
    const text = writeSnapshot(read);
    expect(text).not.toMatch(/alice|CHG-42|s3:\/\/|ops-0|mi-0123456789abcdef0/);
    expect(read.accounts[0]?.regions[0]?.Sessions).toEqual(
      known([{ Target: ID, StartDate: '2026-11-20T11:30:00.000Z' }]),
    );
    const again = scan(parseSnapshot('a.snapshot.json', text), { generatedAt: GENERATED_AT });
    expect(again.instances).toEqual(report.instances);
  });

  it('refused: it is said, nothing else is lost, and nothing is taken for none', async () => {
    const { report } = await readLive({ inventory, deny: (action) => action === CALL }, { sessions: true });
    expect(report.scopes).toMatchObject([{ status: 'read', gaps: [] }]);
    for (const { observed, findings } of report.instances) {
      expect(observed).not.toHaveProperty('lastSession');
      const details = findings.flatMap(({ evidence }) => evidence.map(({ detail }) => detail));
      expect(details).toContain(
        'When a session was last opened is unknown: ssm:DescribeSessions was denied.',
      );
    }
  });

  it('asks for pages of 200, five a second', async () => {
    const many = Array.from({ length: 801 }, (_, index) => ({ Target: ID, StartDate: old(index % 60) }));
    const startedAt = performance.now();
    const { stats, report } = await readLive({ inventory: withSessions(many) }, { sessions: true });
    expect(stats.calls[CALL]).toBe(5 + 1);
    expect(stats.unpaginated).toEqual({});
    expect(report.instances[0]?.observed.lastSession).toBe(old(59));
    expect(performance.now() - startedAt).toBeGreaterThan(950);
  });
});
