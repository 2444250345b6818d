import type { ReportFinding } from '../../../src/model/report.ts';
import { describeGap } from '../../../src/model/known.ts';
import type { Expected } from './role-situation.ts';

/** What a rule was expected to say and what it says, in one form: status, causes by place, questions in their order. */
export function compare(
  expected: Expected,
  finding: ReportFinding | undefined,
  names: { readonly role: string; readonly instance: string; readonly key: string },
): { readonly expected: object; readonly actual: object } {
  const fill = (text: string): string =>
    text
      .replaceAll('{role}', names.role)
      .replaceAll('{instance}', names.instance)
      .replaceAll('{key}', names.key);
  const parts = typeof expected === 'string' ? {} : toParts(expected);
  const { fail = {}, asks = [] } = parts;
  const causes = Object.fromEntries(Object.entries(fail).map(([at, end]) => [at, fill(end)]));
  const questions = asks.map(fill);
  const hasFailed = Object.keys(causes).length > 0;
  return {
    expected: {
      status: typeof expected === 'string' ? expected : hasFailed ? 'fail' : 'unknown',
      causes,
      questions,
    },
    // What fits is shown as it was expected, so that a difference shows what does not.
    actual: {
      status: finding?.status,
      causes: Object.fromEntries(
        (finding?.problems ?? []).map(({ at, cause }) => {
          const end = causes[at];
          return [at, end !== undefined && cause.endsWith(end) ? end : cause];
        }),
      ),
      // What a failure leaves open beside is compared where a situation says it.
      questions: (parts.fail !== undefined && parts.asks === undefined ? [] : (finding?.gaps ?? [])).map(
        (gap, index) => {
          const text = describeGap(gap);
          const part = questions[index];
          return part !== undefined && text.includes(part) ? part : text;
        },
      ),
    },
  };
}

function toParts(expected: Exclude<Expected, string>): {
  readonly fail?: Readonly<Record<string, string>>;
  readonly asks?: readonly string[];
} {
  return expected;
}
