import { readFileSync } from 'node:fs';

interface Instance {
  readonly InstanceId: string;
  IamInstanceProfile?: unknown;
}
type Gap = { readonly gap: { readonly kind: 'denied'; readonly action: string } };
interface Region {
  readonly region: string;
  Reservations: { Instances: Instance[] }[] | Gap;
  SecurityGroups?: unknown;
}

/** A night on which the demo account is not as it was: the change is made to each region of its snapshot. */
export type Edit = (region: Region) => void;

const DEMO = readFileSync(new URL('../../src/data/demo-snapshot.json', import.meta.url), 'utf8');

/** The snapshot of the demo account after a change; a day later what had just been launched has had its time. */
export function editDemo(edit: Edit, day = 20): object {
  const snapshot = JSON.parse(DEMO) as { takenAt: string; accounts: { regions: Region[] }[] };
  for (const { regions } of snapshot.accounts) regions.forEach(edit);
  snapshot.takenAt = `2026-11-${day}T02:00:00.000Z`;
  return snapshot;
}

const denied = (action: string): Gap => ({ gap: { kind: 'denied', action } });
const idOf = (number: number): string => `i-0de${String(number).padStart(14, '0')}`;

function editInstances(region: Region, change: (instances: Instance[]) => Instance[]): void {
  if ('gap' in region.Reservations) return;
  for (const reservation of region.Reservations) reservation.Instances = change(reservation.Instances);
}

const APP_PROFILE: unknown = JSON.parse(
  /"IamInstanceProfile": (\{[^}]*profile\/app"[^}]*\})/.exec(DEMO)?.[1] ?? 'null',
);

export const NIGHTS = {
  /** One instance loses its profile, another gets one, a third is terminated. */
  changed: (region) =>
    editInstances(region, (instances) =>
      instances
        .filter(({ InstanceId }) => InstanceId !== idOf(19))
        .map((instance) => {
          if (instance.InstanceId === idOf(1)) return { ...instance, IamInstanceProfile: undefined };
          if (instance.InstanceId !== idOf(7)) return instance;
          return { ...instance, IamInstanceProfile: APP_PROFILE };
        }),
    ),
  /** One region is denied; in the other its security groups. */
  unread: (region) => {
    if (region.region === 'us-east-1') region.Reservations = denied('ec2:DescribeInstances');
    else region.SecurityGroups = denied('ec2:DescribeSecurityGroups');
  },
  /** Half of the fleet is not there. */
  smaller: (region) => {
    editInstances(region, (instances) =>
      instances.filter(({ InstanceId }) => Number(InstanceId.at(-1)) % 2 === 0),
    );
  },
} satisfies Readonly<Record<string, Edit>>;
