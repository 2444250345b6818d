import type { Instance } from '../model/aws.ts';
import type { Evidence, Impact, Problem } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { conclude, defineRule } from '../model/rule.ts';
import type { Rule } from '../model/rule.ts';
import { compileExpression, isTrue } from './expression.ts';
import type { Expression } from './expression.ts';
import { suggest } from '../model/suggest.ts';
import type { Complaint, CustomRuleEntry } from './types.ts';

const DOCS = 'https://github.com/ssm-preflight/ssm-preflight/blob/main/docs/configuration.md#custom-rules';
const DEFAULT_IMPACT: Impact = 'audit';

/** Makes the rules of `customRules`, whose entries already have the right shape, and says which can't be made. */
export function makeCustomRules(entries: readonly CustomRuleEntry[]): {
  readonly rules: readonly Rule[];
  readonly complaints: readonly Complaint[];
} {
  const rules: Rule[] = [];
  const complaints: Complaint[] = [];
  for (const [index, entry] of entries.entries()) {
    const expression = compileExpression(entry.assert);
    if ('evaluate' in expression) {
      rules.push(makeRule(entry, expression));
      continue;
    }
    const { message, unknownFunction } = expression;
    const near = unknownFunction && suggest(unknownFunction.name, unknownFunction.known);
    complaints.push({
      path: ['customRules', index, 'assert'],
      part: 'value',
      message:
        `customRules[${index}].assert is not a JMESPath expression: ${message}` +
        (near === undefined ? '' : `; did you mean "${near}()"?`),
    });
  }
  return { rules, complaints };
}

function makeRule(entry: CustomRuleEntry, expression: Expression): Rule {
  const { id, title, severity, impact = DEFAULT_IMPACT } = entry;
  const remediation = entry.remediation ?? `Make this true: ${title}.`;
  return defineRule<Record<string, unknown>>({
    meta: {
      id,
      title,
      impact,
      ...(severity === undefined ? {} : { severity }),
      rationale: entry.rationale ?? 'The configuration of this project asks for it.',
      remediation,
      docsUrl: DOCS,
    },
    check: (subject) => {
      const { instance } = subject;
      const gaps = expression.listGaps(instance);
      if (gaps.length > 0) return conclude({ gaps });
      const result = expression.evaluate(instance);
      const detail = `The assertion of ${id} gives ${describeResult(result)}.`;
      const evidence: Evidence[] = [{ resource: instance.InstanceId, detail }];
      const problems = isTrue(result) ? [] : [describeProblem(subject, id, entry.message, remediation)];
      return conclude({ problems, evidence });
    },
  });
}

function describeProblem(subject: Subject, id: string, message: string, summary: string): Problem {
  const { instance, accountId, region } = subject;
  const name = readName(instance);
  return {
    at: 'assert',
    message,
    cause: {
      key: `${accountId}/${region.region}/instance/${instance.InstanceId}:${id}`,
      resource: { type: 'instance', id: instance.InstanceId, ...(name === undefined ? {} : { name }) },
      fix: { summary },
    },
  };
}

/** EC2 leaves Tags out of an instance that has none. */
function readName(instance: Instance): string | undefined {
  return instance.Tags?.find(({ Key }) => Key === 'Name')?.Value;
}

/** What kind of value came out, never the value: it may be anything that stands in the instance. */
function describeResult(result: unknown): string {
  if (result === null || result === undefined) return 'no value';
  if (typeof result === 'boolean') return String(result);
  if (typeof result === 'number') return 'a number';
  const kind = typeof result === 'string' ? 'string' : Array.isArray(result) ? 'list' : 'object';
  return isTrue(result) ? `a value (${kind})` : `an empty ${kind}`;
}
