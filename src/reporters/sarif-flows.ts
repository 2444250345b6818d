import type { CodeFlow, Location, PhysicalLocation, ThreadFlowLocation } from 'sarif';
import { SERVICES, type HopStatus } from '../model/path.ts';
import type { Report, ReportFinding, ReportHop, ReportInstance, ReportPath } from '../model/report.ts';
import { listSayings } from './path-text.ts';
import { toMessage, toPlainText } from './sarif-text.ts';

type Rule = Report['rules'][number];

/** What a step means, in SARIF's own words; one that lets the traffic through needs none. */
const KINDS: Readonly<Record<HopStatus, readonly string[]>> = {
  fail: ['danger'],
  unknown: ['unknown'],
  degraded: ['caution'],
  pass: [],
};

/**
 * The network paths that a failure stops, hop by hop. Each is a flow of its own: the services are reached one without
 * the other, and readers let a person choose among flows, not among the threads of one.
 */
export function toCodeFlows(
  paths: ReadonlyMap<string, ReportPath>,
  rule: Rule,
  instance: ReportInstance,
  finding: ReportFinding,
  { physicalLocation }: Location,
): CodeFlow[] {
  const { hops } = rule;
  if (hops === undefined || finding.status !== 'fail') return [];
  return (
    instance.paths
      .flatMap((id) => paths.get(id) ?? [])
      // Rules judge the two services of a session; other paths of the instance are no part of what they say.
      .filter(({ service }) => SERVICES.some((one) => one === service))
      .filter((path) => path.hops.some(({ name, status }) => status === 'fail' && hops.includes(name)))
      .map((path) => ({
        message: { text: toMessage([`The way to ${path.service}`]) },
        threadFlows: [
          {
            id: path.service,
            message: { text: toMessage([`From instance '${instance.instanceId}' to ${path.service}`]) },
            locations: path.hops.map((hop, index) => toStep(path, hop, index, physicalLocation)),
          },
        ],
      }))
  );
}

/**
 * A step stands at the place of its result: servers refuse one without a file, and a hop has none. The resources that
 * it is about are its logical places.
 */
function toStep(
  { service, hops }: ReportPath,
  hop: ReportHop,
  index: number,
  place: PhysicalLocation | undefined,
): ThreadFlowLocation {
  const kinds = KINDS[hop.status];
  const resources = [...new Set(hop.evidence.map(({ resource }) => toPlainText(resource, 200)))];
  const heading = `${service}, hop ${index + 1} of ${hops.length}, ${hop.name}: ${hop.status}`;
  return {
    executionOrder: index + 1,
    importance: hop.status === 'fail' ? 'essential' : 'important',
    ...(kinds.length === 0 ? {} : { kinds: [...kinds] }),
    location: {
      ...(place === undefined ? {} : { physicalLocation: withoutSnippet(place) }),
      ...(resources.length === 0
        ? {}
        : { logicalLocations: resources.map((name) => ({ name, kind: 'resource' })) }),
      message: { text: toMessage([heading, ...listSayings(hop)]) },
    },
  };
}

/** The result itself shows it; every step would repeat it. */
function withoutSnippet({ region, ...rest }: PhysicalLocation): PhysicalLocation {
  const { snippet: _, ...place } = region ?? {};
  return { ...rest, region: place };
}
