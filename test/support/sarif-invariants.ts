import type { Log, Result, Run } from 'sarif';
import { RAW_HOSTILE } from './hostile.ts';

/** What one check has against the log: each as the place, and what is wrong there. */
type Check = (log: Log) => Iterable<string>;

/** GitHub refuses a file above any of these. */
const LIMITS = { runs: 20, results: 25_000, tags: 20 } as const;
/** Versions 1 to 5: the schema of the standard knows no newer ones. */
const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/iu;

/**
 * What servers refuse or misread and neither the schema nor Microsoft's multitool notices. Each check has a name of
 * its own, so that a test can say which one caught a file.
 */
const CHECKS: Readonly<Record<string, Check>> = {
  *'kind-level'(log) {
    for (const [at, { kind = 'fail', level }] of resultsOf(log)) {
      if (kind !== 'fail' && level !== 'none') yield `${at}: kind ${kind} demands level none, not ${level}`;
    }
  },
  *'level-override'(log) {
    for (const [at, { kind = 'fail', level }, rule] of resultsOf(log)) {
      if (rule === undefined) continue;
      const own = rule.defaultConfiguration?.level ?? 'warning';
      if (kind === 'fail' && level !== undefined && level !== own)
        yield `${at}: ${level}, but its rule says ${own}`;
    }
  },
  *'suppressions-mixed'(log) {
    yield* mixed(log, 'suppressions');
  },
  *'baseline-mixed'(log) {
    yield* mixed(log, 'baselineState');
  },
  *'rule-reference'(log) {
    for (const [at, { ruleId, ruleIndex }, rule] of resultsOf(log)) {
      if (rule === undefined) yield `${at}: no rule ${ruleId}`;
      else if (rule.id !== ruleId) yield `${at}: rule ${ruleIndex} is ${rule.id}, not ${ruleId}`;
    }
  },
  *'security-severity'(log) {
    for (const [at, { properties }] of rulesOf(log)) {
      const value: unknown = properties?.['security-severity'];
      if (value === undefined) continue;
      const isScore = typeof value === 'string' && /^\d{1,2}\.\d$/u.test(value) && Number(value) <= 10;
      if (!isScore) yield `${at}: ${JSON.stringify(value)} is no score like "8.0"`;
      if (properties?.tags?.includes('security') !== true) yield `${at}: a score without the tag security`;
    }
  },
  *'too-many'(log) {
    if (log.runs.length > LIMITS.runs) yield `${log.runs.length} runs`;
    for (const [at, { results = [] }] of runsOf(log)) {
      if (results.length > LIMITS.results) yield `${at}: ${results.length} results`;
    }
    for (const [at, { properties }] of rulesOf(log)) {
      const tags = properties?.tags?.length ?? 0;
      if (tags > LIMITS.tags) yield `${at}: ${tags} tags`;
    }
  },
  *'uri-base'(log) {
    for (const [at, run] of runsOf(log)) {
      for (const [path, key, value] of walk(run, at)) {
        if (key !== 'uriBaseId' || run.originalUriBaseIds?.[String(value)] !== undefined) continue;
        yield `${path}: ${String(value)} is not in originalUriBaseIds`;
      }
    }
  },
  *guid(log) {
    for (const [path, key, value] of walk(log)) {
      if (/guid$/iu.test(key) && !GUID.test(String(value)))
        yield `${path}: ${String(value)} is no GUID of version 1 to 5`;
    }
  },
  *braces(log) {
    for (const [at, text] of messagesOf(log)) {
      if (/[{}]/u.test(text)) yield `${at}: braces are placeholders`;
    }
  },
  *'embedded-link'(log) {
    for (const [at, { message, relatedLocations = [] }] of resultsOf(log)) {
      for (const [, target] of (message.text ?? '').matchAll(/\]\(([^)]*)\)/gu)) {
        if (!relatedLocations.some(({ id }) => String(id) === target)) yield `${at}: link to ${target}`;
      }
    }
    for (const [at, text] of messagesOf(log)) {
      if (/results\[\d+\]\.message/u.test(at)) continue;
      if (/\]\(/u.test(text)) yield `${at}: a link, which only the message of a result may have`;
    }
  },
  *'raw-characters'(log) {
    for (const [path, key, value] of walk(log)) {
      if (RAW_HOSTILE.test(key) || (typeof value === 'string' && RAW_HOSTILE.test(value))) {
        yield `${path}: control, bidi or invisible characters`;
      }
    }
  },
  *rank(log) {
    for (const [at, { rank }] of resultsOf(log))
      if (rank !== undefined) yield `${at}: GitLab reads rank as severity`;
  },
  *'flow-location'(log) {
    for (const [at, { codeFlows = [] }] of resultsOf(log)) {
      const steps = codeFlows.flatMap(({ threadFlows }) => threadFlows.flatMap(({ locations }) => locations));
      const isLost = steps.some(({ location }) => location?.physicalLocation?.artifactLocation === undefined);
      if (isLost) yield `${at}: a step without a physical location`;
    }
  },
  *category(log) {
    const seen = new Set<string>();
    for (const [at, { automationDetails }] of runsOf(log)) {
      const category = /^(.+)\/[^/]*$/u.exec(automationDetails?.id ?? '')?.[1];
      if (category === undefined) yield `${at}: no category before the last slash`;
      else if (seen.has(category)) yield `${at}: second run of ${category}`;
      else seen.add(category);
    }
  },
  *identity(log) {
    const seen = new Set<string>();
    for (const [at, { ruleId, locations, partialFingerprints }] of resultsOf(log)) {
      const hash = partialFingerprints?.['primaryLocationLineHash'];
      if (hash === undefined) yield `${at}: no primaryLocationLineHash`;
      const key = [ruleId, locations?.[0]?.physicalLocation?.artifactLocation?.uri, hash].join(' ');
      if (seen.has(key)) yield `${at}: GitHub takes it for another result`;
      seen.add(key);
    }
  },
  *'descriptor-reference'(log) {
    for (const [at, run] of runsOf(log)) {
      const notices = (run.invocations ?? []).flatMap(
        (invocation) => invocation.toolExecutionNotifications ?? [],
      );
      for (const { descriptor } of notices) {
        const declared = run.tool.driver.notifications?.[descriptor?.index ?? -1];
        if (declared === undefined || declared.id !== descriptor?.id)
          yield `${at}: undeclared ${descriptor?.id}`;
      }
    }
  },
  *'taxon-reference'(log) {
    for (const [at, rule, run] of rulesOf(log)) {
      for (const { target } of rule.relationships ?? []) {
        const taxon = run.taxonomies?.[target.toolComponent?.index ?? -1]?.taxa?.[target.index ?? -1];
        if (taxon === undefined || taxon.id !== target.id) yield `${at}: no taxon ${target.id}`;
      }
    }
  },
};

/** Problems of a log that is valid by the schema, each as `<check>: <place>: <what>`. */
export function checkInvariants(log: Log): string[] {
  return Object.entries(CHECKS).flatMap(([name, check]) =>
    [...check(log)].map((problem) => `${name}: ${problem}`),
  );
}

type Rule = NonNullable<Run['tool']['driver']['rules']>[number];

function runsOf({ runs }: Log): [string, Run][] {
  return runs.map((run, index) => [`runs[${index}]`, run]);
}

function rulesOf(log: Log): [string, Rule, Run][] {
  return runsOf(log).flatMap(([at, run]) =>
    (run.tool.driver.rules ?? []).map((rule, index): [string, Rule, Run] => [
      `${at}.rules[${index}]`,
      rule,
      run,
    ]),
  );
}

/** Each result with its rule: by index where there is one, as readers do, else by id. */
function resultsOf(log: Log): [string, Result, Rule | undefined][] {
  return runsOf(log).flatMap(([at, { results = [], tool }]) => {
    const rules = tool.driver.rules ?? [];
    return results.map((result, index): [string, Result, Rule | undefined] => {
      const byId = rules.find(({ id }) => id === result.ruleId);
      const rule = result.ruleIndex === undefined ? byId : rules[result.ruleIndex];
      return [`${at}.results[${index}]`, result, rule];
    });
  });
}

function* mixed(log: Log, property: 'suppressions' | 'baselineState'): Iterable<string> {
  for (const [at, { results = [] }] of runsOf(log)) {
    const having = results.filter((result) => result[property] !== undefined).length;
    if (having > 0 && having < results.length)
      yield `${at}: ${property} on ${having} of ${results.length} results`;
  }
}

/** Every message of the results and of the invocations: those of steps and flows, of notifications, and their own. */
function* messagesOf(log: Log): Iterable<[string, string]> {
  for (const [at, { results = [], invocations = [] }] of runsOf(log)) {
    for (const [path, key, value] of walk({ results, invocations }, at)) {
      if (key !== 'message' || typeof value !== 'object' || value === null || !('text' in value)) continue;
      yield [path.replaceAll(/\.(\d+)/gu, '[$1]'), String(value.text)];
    }
  }
}

/** Every property below a value: its path, its name, its value. */
function* walk(value: unknown, at = ''): Iterable<[string, string, unknown]> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield [`${at}.${key}`, key, child];
    yield* walk(child, `${at}.${key}`);
  }
}
