import type { CodeFlow, Location, PhysicalLocation, ThreadFlowLocation } from 'sarif';
import { SERVICES } from '../model/path.ts';
import type { Report, ReportFinding, ReportHop, ReportInstance, ReportPath } from '../model/report.ts';
import { listSayings } from './path-text.ts';
import { toMessage } from './sarif-text.ts';

type Rule = Report['rules'][number];

/**
 * The network paths that a failure stops, hop by hop, as one code flow with a thread for each service. Every step
 * stands at the place of its result: servers refuse steps without one, and a hop has no file either.
 */
export function toCodeFlows(
  paths: ReadonlyMap<string, ReportPath>,
  rule: Rule,
  instance: ReportInstance,
  finding: ReportFinding,
  location: Location,
): CodeFlow[] {
  const { hops } = rule;
  if (hops === undefined || finding.status !== 'fail') return [];
  const stopped = instance.paths
    .flatMap((id) => paths.get(id) ?? [])
    // Rules judge the two services of a session; other paths of the instance are no part of what they say.
    .filter(({ service }) => SERVICES.some((one) => one === service))
    .filter((path) => path.hops.some(({ name, status }) => status === 'fail' && hops.includes(name)));
  if (stopped.length === 0) return [];
  return [
    {
      message: { text: toMessage([`The way to ${stopped.map(({ service }) => service).join(' and ')}`]) },
      threadFlows: stopped.map((path) => ({
        id: path.service,
        message: { text: toMessage([`From instance '${instance.instanceId}' to ${path.service}`]) },
        locations: path.hops.map((hop, index) => toStep(path, hop, index, location)),
      })),
    },
  ];
}

/** The result itself shows it; every step would repeat it. */
function withoutSnippet({ region, ...rest }: PhysicalLocation): PhysicalLocation {
  const { snippet: _, ...place } = region ?? {};
  return { ...rest, region: place };
}

function toStep(
  { service, hops }: ReportPath,
  hop: ReportHop,
  index: number,
  { physicalLocation, logicalLocations }: Location,
): ThreadFlowLocation {
  return {
    executionOrder: index + 1,
    importance: hop.status === 'fail' ? 'essential' : 'important',
    location: {
      ...(physicalLocation === undefined ? {} : { physicalLocation: withoutSnippet(physicalLocation) }),
      ...(logicalLocations === undefined ? {} : { logicalLocations }),
      message: {
        text: toMessage([
          `${service}, hop ${index + 1} of ${hops.length}, ${hop.name}: ${hop.status}`,
          ...listSayings(hop),
        ]),
      },
    },
  };
}
