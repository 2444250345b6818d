import type { Bastion, BastionReport } from '../model/bastion.ts';

type Facts = Pick<
  BastionReport,
  'verdict' | 'dependants' | 'services' | 'blockers' | 'questions' | 'candidates'
> & {
  readonly bastions: readonly Pick<Bastion, 'instanceId'>[];
};

/** The answer in one sentence. */
export function explainVerdict(facts: Facts): string {
  const { verdict, bastions, dependants, services, blockers, questions, candidates } = facts;
  if (bastions.length === 0) {
    const hint =
      candidates.length === 0
        ? ''
        : ` What may be one: ${candidates
            .map(({ instanceId }) => instanceId)
            .slice(0, 5)
            .join(', ')}.`;
    return `No bastion was found by its name, its rules and its address; name it with --bastion i-….${hint}`;
  }
  const who = bastions.map(({ instanceId }) => instanceId).join(' and ');
  const found = [
    count(dependants.length, 'instance'),
    ...(services.length > 0 ? [count(services.length, 'service')] : []),
  ];
  const behind = found.join(' and ');
  switch (verdict) {
    case 'not-yet':
      return `${count(blockers.length, 'reason')} to keep ${who}, which may reach ${behind}.`;
    case 'cannot-tell':
      return `${count(questions.length, 'question')} to answer before ${who}, which may reach ${behind}, can be removed.`;
    case 'safe-to-remove':
      return dependants.length + services.length === 0
        ? `Nothing was found that lets ${who} in by SSH or RDP, or as a client of a service.`
        : `Session Manager leads to all that ${who} may reach: ${behind}.`;
  }
}

function count(number: number, singular: string): string {
  return `${number} ${singular}${number === 1 ? '' : 's'}`;
}
