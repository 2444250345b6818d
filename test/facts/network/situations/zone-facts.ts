import type { Fact } from './fact.ts';

const CONSIDERATIONS =
  'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zone-private-considerations.html';

/** What AWS documents about private hosted zones of Route 53. */
export const ZONE_FACTS = {
  'hosted-zone-answers-in-its-vpcs': {
    says: 'In a VPC that is associated with a private hosted zone, the records of the zone answer for its names, for every resource.',
    page: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/hosted-zones-private.html',
  },
  'hosted-zone-needs-both-attributes': {
    says: 'Private hosted zones answer only in VPCs with enableDnsHostnames and enableDnsSupport on.',
    page: `${CONSIDERATIONS}#hosted-zone-private-considerations-vpc-settings`,
  },
  'hosted-zone-longest-name-wins': {
    says: 'Of the private hosted zones whose names end a queried name, the resolver asks the one with the most specific name.',
    page: `${CONSIDERATIONS}#hosted-zone-private-considerations-private-overlapping`,
  },
  'hosted-zone-hides-public-names': {
    says: 'Where a private hosted zone matches and has no record of the name, the resolver does not go on to public DNS.',
    page: `${CONSIDERATIONS}#hosted-zone-private-considerations-public-private-overlapping`,
  },
  'profiles-are-not-listed': {
    says: 'The list of the hosted zones of a VPC leaves out those that a Route 53 Profile brings along.',
    page: 'https://docs.aws.amazon.com/Route53/latest/APIReference/API_ListHostedZonesByVPC.html',
  },
} as const satisfies Readonly<Record<string, Fact>>;
