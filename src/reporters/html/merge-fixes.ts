import type { Fix } from '../../model/finding.ts';
import { joinScripts } from '../table-command.ts';
import { toRemedy } from './collect-fixes.ts';
import type { PageRemedy } from './page-data.ts';

/**
 * The fixes of one change to several resources, with what they share said once. Hosts of one system have the same steps;
 * those of another one stand apart.
 */
export function mergeFixes(fixes: readonly Fix[]): PageRemedy[] {
  const groups = new Map<string, Fix[]>();
  for (const fix of fixes) {
    const key = JSON.stringify(fix.steps ?? '');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [fix]);
    else group.push(fix);
  }
  return [...groups.values()].map(mergeAlike);
}

function mergeAlike(fixes: readonly Fix[]): PageRemedy {
  const remedies = fixes.map((fix) => toRemedy(fix));
  const collect = (key: 'terraform' | 'policy' | 'delay'): string[] => [
    ...new Set(remedies.flatMap((remedy) => remedy[key] ?? [])),
  ];
  const [terraform, policies, delays] = [collect('terraform'), collect('policy'), collect('delay')];
  const scripts = remedies.flatMap(({ cli }) => cli ?? []);
  const steps = remedies[0]?.steps;
  return {
    summary: '',
    ...(steps === undefined ? {} : { steps }),
    ...(scripts.length === 0
      ? {}
      : { cli: scripts.length === 1 ? scripts[0] : joinScripts(scripts).join('\n') }),
    ...(terraform.length === 0 ? {} : { terraform: terraform.join('\n\n') }),
    ...(policies.length === 0 ? {} : { policy: policies.join('\n') }),
    ...(delays.length === 0 ? {} : { delay: delays.join(' ') }),
  };
}
