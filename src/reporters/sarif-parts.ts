import type { Invocation, Result, Run } from 'sarif';

/**
 * GitHub refuses a file with more runs, a run with more results, and a file above 10 MB, packed. It shows the gravest
 * 5,000 results of a run. Paths make a result ten times as long, so that they are counted too.
 */
export const LIMITS = { runs: 20, results: 25_000, shown: 5_000, paths: 5_000 } as const;

/** The runs of each file, in their order. What a file holds is bounded as a whole, whatever its runs are. */
export function packRuns(runs: readonly Run[]): Run[][] {
  const files: Run[][] = [];
  let [results, paths] = [0, 0];
  for (const run of runs.flatMap(splitRun)) {
    const own = run.results ?? [];
    const ownPaths = countPaths(own);
    results += own.length;
    paths += ownPaths;
    const file = files.at(-1);
    const isFull =
      file === undefined || file.length === LIMITS.runs || results > LIMITS.results || paths > LIMITS.paths;
    if (isFull) {
      files.push([run]);
      [results, paths] = [own.length, ownPaths];
    } else {
      file.push(run);
    }
  }
  return files.length === 0 ? [[]] : files;
}

export function countPaths(results: readonly Result[]): number {
  return results.filter(hasPath).length;
}

/** Leaves the paths out where a run has more results with one than its file may have; no other is shown anyway. */
export function limitPaths(results: readonly Result[]): Result[] {
  let paths = 0;
  return results.map((result) => {
    if (!hasPath(result) || ++paths <= LIMITS.paths) return result;
    const { codeFlows: _, ...rest } = result;
    return rest;
  });
}

function hasPath({ codeFlows }: Result): boolean {
  return codeFlows !== undefined;
}

/**
 * A run that is too long as several. Servers take one run of a category, so that the others get categories of their
 * own; the first keeps the one that it always has. What is said once of the whole stays with the first.
 */
function splitRun(run: Run): Run[] {
  const { results = [], invocations = [], properties: _, automationDetails, ...rest } = run;
  if (results.length <= LIMITS.results) return [run];
  const count = Math.ceil(results.length / LIMITS.results);
  return Array.from({ length: count }, (_, index): Run => {
    const own = results.slice(index * LIMITS.results, (index + 1) * LIMITS.results);
    if (index === 0) return { ...run, results: own };
    const id = automationDetails?.id?.replace(/\/[^/]*$/u, (time) => `/more-${index + 1}${time}`);
    return {
      ...rest,
      automationDetails: { ...automationDetails, ...(id === undefined ? {} : { id }) },
      invocations: invocations.map(withoutNotifications),
      results: own,
    };
  });
}

function withoutNotifications({ toolExecutionNotifications: _, ...rest }: Invocation): Invocation {
  return rest;
}
