import type { LaunchOrigin } from '../model/inventory.ts';
import type { Counts } from '../model/report.ts';
import { closed, count, described, id, oneWordOf, only, text, wordOf } from './schema-parts.ts';

export const launch = described(
  'What would launch the instance next, for one that does not exist yet.',
  closed<LaunchOrigin>(
    {
      by: wordOf<LaunchOrigin['by']>({ 'auto-scaling-group': true, 'launch-template': true }),
      name: text,
    },
    {
      template: closed<NonNullable<LaunchOrigin['template']>>(
        { id, version: count },
        { name: text, follows: oneWordOf(['$Latest', '$Default']) },
      ),
      configuration: id,
      imageOverride: described('An override of the group names the image.', only(true)),
    },
  ),
);

/** How many there are, of instances and of launches. */
export const counts = {
  instances: count,
  verdicts: closed<Counts['verdicts']>(
    { blocked: count, unknown: count, 'at-risk': count, ready: count, dormant: count, excluded: count },
    {},
  ),
  findings: closed<Counts['findings']>(
    { pass: count, fail: count, unknown: count, 'not-applicable': count, error: count },
    {},
  ),
};
