/** A published list of controls, in one version. Rules name its controls by id; their texts are the publisher's. */
interface Standard {
  readonly name: string;
  readonly version?: string;
  readonly publisher: string;
  readonly url: string;
  /** Identity of the list in SARIF. NIST's is the published one, the others are made up once and stay. */
  readonly guid: string;
}

const SECURITY_HUB = 'https://docs.aws.amazon.com/securityhub/latest/userguide';

export const STANDARDS = {
  'aws-config-rules': {
    name: 'AWS Config managed rules',
    publisher: 'AWS',
    url: 'https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html',
    guid: 'a2a6513f-0240-44a4-8b40-78d9e8310c6f',
  },
  'aws-fsbp-1.0.0': {
    name: 'AWS Foundational Security Best Practices',
    version: '1.0.0',
    publisher: 'AWS',
    url: `${SECURITY_HUB}/fsbp-standard.html`,
    guid: '968197aa-b287-4c2c-a958-0a010f88f6e4',
  },
  'cis-aws-foundations-3.0.0': {
    name: 'CIS AWS Foundations Benchmark',
    version: '3.0.0',
    publisher: 'Center for Internet Security',
    url: `${SECURITY_HUB}/cis-aws-foundations-benchmark.html#cis3v0-standard`,
    guid: 'dbd0890d-fbdc-4343-b8dd-0f85bfb03b29',
  },
  'cis-aws-foundations-5.0.0': {
    name: 'CIS AWS Foundations Benchmark',
    version: '5.0.0',
    publisher: 'Center for Internet Security',
    url: `${SECURITY_HUB}/cis-aws-foundations-benchmark.html#cis5v0-standard`,
    guid: '1fa95e14-e76c-43b2-a7cc-56e7d0ad3e93',
  },
  'nist-800-53-r5': {
    name: 'NIST SP 800-53',
    version: 'Rev. 5',
    publisher: 'NIST',
    url: 'https://csrc.nist.gov/pubs/sp/800/53/r5/upd1/final',
    guid: 'aafbab93-5201-419e-8443-d4925c542398',
  },
} as const satisfies Readonly<Record<string, Standard>>;

/** A rule of a plugin may name a list that is not known here. */
export function findStandard(id: string): Standard | undefined {
  return Object.entries(STANDARDS).find(([known]) => known === id)?.[1];
}

/** The name of the list with its version; of an unknown one, the id. */
export function labelStandard(id: string): string {
  const standard = findStandard(id);
  if (standard === undefined) return id;
  return standard.version === undefined ? standard.name : `${standard.name} ${standard.version}`;
}
