import type { Location } from 'sarif';
import type { Evidence } from '../model/finding.ts';
import { toPlainText } from './sarif-text.ts';

/** Names the versioned identity; frozen, like the layout of the path and of the line hash. */
const FINGERPRINT = 'ssm-preflight/resourceRule/v1';
export const URI_BASE = 'AWS';

/** Lines of evidence that a result carries along. */
const SNIPPET_LINES = 10;

/** What tells one instance from every other. */
export interface Place {
  readonly instanceId: string;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
}

export function identify(fingerprint: string): Record<string, string> {
  return { [FINGERPRINT]: fingerprint, primaryLocationLineHash: `${fingerprint.slice(0, 16)}:1` };
}

/**
 * A live instance has no file, and every server refuses a result without one or with an address that has a scheme.
 * Each instance therefore gets a made-up relative path of its own, always at 1:1, so that it stays the same place.
 */
export function locate(
  { instanceId, arn, accountId, region }: Place,
  evidence: readonly Evidence[] = [],
): Location {
  const path = ['aws', accountId, region, 'ec2', 'instance', `${instanceId}.json`];
  const lines = evidence
    .slice(0, SNIPPET_LINES)
    .map(({ resource, detail }) => toPlainText(`${resource}: ${detail}`, 200));
  return {
    physicalLocation: {
      artifactLocation: { uri: path.map(toPathSegment).join('/'), uriBaseId: URI_BASE },
      region: {
        startLine: 1,
        startColumn: 1,
        endLine: 1,
        endColumn: 1,
        ...(lines.length === 0 ? {} : { snippet: { text: lines.join('\n') } }),
      },
    },
    logicalLocations: [{ name: instanceId, fullyQualifiedName: arn, kind: 'resource' }],
  };
}

/** A colon in the first segment is refused and a slash would add a segment; both occur in ids that are not EC2's. */
function toPathSegment(text: string): string {
  return encodeURIComponent(toPlainText(text, 200).replaceAll(/[:/]/gu, '-'));
}

const CONSOLES: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
  'aws-cn': 'console.amazonaws.cn',
};

export function hostedViewer({ arn, region, instanceId }: Place): { hostedViewerUri?: string } {
  const host = CONSOLES[arn.split(':')[1] ?? ''];
  if (host === undefined) return {};
  const id = encodeURIComponent(instanceId);
  const query = `region=${encodeURIComponent(region)}`;
  return { hostedViewerUri: `https://${host}/ec2/home?${query}#InstanceDetails:instanceId=${id}` };
}
