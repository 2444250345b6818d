import {
  AGENT_FEATURES,
  DEFAULT_HOST_MANAGEMENT_MINIMUM,
  FEATURE_MINIMUMS,
  SESSION_MANAGER_MINIMUM,
  type AgentFeature,
} from '../../data/agent-versions.ts';
import { known, mapKnown, unknown, type Known } from '../../model/known.ts';

export { AGENT_FEATURES, DEFAULT_HOST_MANAGEMENT_MINIMUM, SESSION_MANAGER_MINIMUM, type AgentFeature };

/** An agent's version: four integers, compared from the left. */
export type AgentVersion = readonly [number, number, number, number];

/** A gap for anything but four integers with dots between them: what cannot be compared decides nothing. */
export function parseVersion(reported: string | undefined): Known<AgentVersion> {
  const parts = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(reported?.trim() ?? '');
  if (parts !== null) {
    return known([Number(parts[1]), Number(parts[2]), Number(parts[3]), Number(parts[4])]);
  }
  const what = reported === undefined ? 'no version' : `the version ${JSON.stringify(reported)}`;
  return unknown({
    kind: 'not-visible',
    question: `Which version is the agent on the host? It reports ${what}, which cannot be compared.`,
  });
}

/** Negative when `a` is older than `b`, zero when they are equal. As text, 3.3.987.0 would look newer than 3.3.4624.0. */
export function compareVersions(a: AgentVersion, b: AgentVersion): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3];
}

/** Whether the version that an agent reports is at least a minimum. */
export function isAtLeast(reported: string | undefined, minimum: string): Known<boolean> {
  const version = parseVersion(reported);
  const least = parseMinimum(minimum);
  if (!least.known) return least;
  return mapKnown(version, (value) => compareVersions(value, least.value) >= 0);
}

/** The few versions that everything is compared with. */
const minimums = new Map<string, Known<AgentVersion>>();

function parseMinimum(minimum: string): Known<AgentVersion> {
  let version = minimums.get(minimum);
  if (version === undefined) minimums.set(minimum, (version = parseVersion(minimum)));
  return version;
}

interface FeatureSupport {
  readonly feature: AgentFeature;
  readonly title: string;
  readonly minimum: string;
  readonly source: string;
  /** `disputed`: AWS's own pages disagree about this version. */
  readonly support: 'yes' | 'no' | 'disputed';
}

/** Whether an agent of the reported version has a feature of Session Manager. */
export function supportOf(feature: AgentFeature, reported: string | undefined): Known<FeatureSupport> {
  const { title, minimum, disputedFrom, source } = FEATURE_MINIMUMS[feature];
  const meets = isAtLeast(reported, minimum);
  const isDisputed = disputedFrom === undefined ? known(false) : isAtLeast(reported, disputedFrom);
  if (!meets.known) return meets;
  const support = meets.value ? 'yes' : isDisputed.known && isDisputed.value ? 'disputed' : 'no';
  return known({ feature, title, minimum, source, support });
}
