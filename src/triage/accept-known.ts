import type { Baseline, BaselineFinding } from '../model/baseline.ts';
import { SEVERITIES } from '../model/finding.ts';
import { isSetAside, type VerdictName } from '../model/verdict.ts';

/** Why a failure that the baseline has is open all the same: nobody let pass what it is now. */
export const DOUBTS = {
  excepted: 'the exception there has ended',
  setAside: 'the instance did not run there',
  graver: 'the severity is higher now',
  otherCause: 'there is another cause now',
} as const;
export type Doubt = keyof typeof DOUBTS;

type VerdictOf = (finding: BaselineFinding) => VerdictName | undefined;

/** Tells whether a failure counted in the baseline as it counts now; the baseline can let nothing else pass. */
export function createDoubt(
  then: Baseline,
  now: Baseline,
): (known: BaselineFinding, current: BaselineFinding) => Doubt | undefined {
  const [before, after] = [verdictsOf(then), verdictsOf(now)];
  return (known, current) => {
    if (known.isExcepted === true) return 'excepted';
    if (isSetAside(before(known)) && !isSetAside(after(current))) return 'setAside';
    if (SEVERITIES.indexOf(current.severity) > SEVERITIES.indexOf(known.severity)) return 'graver';
    // A baseline that could not recheck a failure may have lost its causes.
    const isOther = known.causes.length > 0 && current.causes.some((cause) => !known.causes.includes(cause));
    return isOther ? 'otherCause' : undefined;
  };
}

function verdictsOf({ instances }: Baseline): VerdictOf {
  const verdicts = new Map(instances.map(({ arn, verdict }) => [arn, verdict]));
  return ({ arn }) => verdicts.get(arn);
}
