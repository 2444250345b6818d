import type { BastionReport } from '../model/bastion.ts';
import type { Inventory } from '../model/inventory.ts';
import type { LeastChanges, Report, ReportInstance } from '../model/report.ts';
import { listSubjects } from '../model/subjects.ts';
import { listCautions } from './cautions.ts';
import { listChanges } from './changes.ts';
import { conclude } from './conclude.ts';
import { findHosts } from './hosts.ts';
import { LIMITS } from './limits.ts';
import { listWaysIn } from './other-ways.ts';
import { explainVerdict } from './reason.ts';
import { listSteps } from './steps.ts';
import { survey } from './survey.ts';

export interface BastionInput {
  readonly inventory: Inventory;
  /** What the scan says of the same inventory. */
  readonly report: Report;
  /** Instance ids that the user names; without any, bastions are looked for. */
  readonly named: readonly string[];
  readonly findLeastChanges: (blocked: readonly ReportInstance[]) => LeastChanges;
}

/** May the bastions go? Pure: it reads nothing but its input. */
export function assessBastions({ inventory, report, named, findLeastChanges }: BastionInput): BastionReport {
  const subjects = listSubjects(inventory);
  const judged = new Map(report.instances.map((instance) => [instance.arn, instance]));
  const { bastions: hosts, others } = findHosts(subjects, named);
  const doors = hosts.map(({ door }) => door);
  const entrances = {
    hosts: others.filter(({ host }) => host.confidence === 'likely').map(({ door }) => door),
  };
  const surveys = inventory.accounts.flatMap((account) => {
    const own = hosts.filter(({ door }) => door.subject.iam === account.iam);
    if (own.length === 0) return [];
    return [survey(own, entrances, { subjects, judged, scopes: report.scopes, iam: account.iam })];
  });

  const bastions = surveys.flatMap((one) => one.bastions);
  const dependants = surveys.flatMap((one) => one.dependants);
  const services = surveys.flatMap((one) => one.services);
  const blockers = surveys.flatMap((one) => one.blockers);
  const questions = surveys.flatMap((one) => one.questions);
  const candidates = others.map(({ host }) => host);
  const verdict = bastions.length === 0 ? 'cannot-tell' : conclude({ blockers, questions });
  const causes = new Map(
    [...report.causes, ...surveys.flatMap((one) => one.causes)].map((cause) => [cause.key, cause]),
  );
  const changes = listChanges(blockers, causes);
  const starters = surveys[0]?.starters ?? { isRead: false, certain: [], conditional: [], broad: [] };
  const facts = { verdict, bastions, candidates, dependants, services, blockers, questions } as const;
  return {
    schemaVersion: 1,
    tool: report.tool,
    generatedAt: report.generatedAt,
    source: { kind: report.source.kind, takenAt: report.source.takenAt },
    ...facts,
    reason: explainVerdict(facts),
    changes,
    leastChanges: findLeastChanges(
      blockers.flatMap(({ kind, about }) => (kind === 'instance' ? (judged.get(about) ?? []) : [])),
    ),
    cautions:
      bastions.length === 0
        ? []
        : listCautions({
            doors,
            dependants,
            starters,
            judged,
            subjects: new Map(subjects.map((one) => [one.arn, one])),
          }),
    otherWays: listWaysIn(doors),
    starters,
    steps: listSteps({ doors, dependants, services, changes }),
    limits: LIMITS,
  };
}
