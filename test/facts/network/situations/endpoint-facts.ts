import type { Fact } from './fact.ts';

/** What AWS documents about names, endpoints, shared VPCs and IPv6. */
export const ENDPOINT_FACTS = {
  'private-dns-captures-the-vpc': {
    says: "With private DNS the service's own name resolves to the endpoint's private addresses, for every resource of the VPC.",
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'private-dns-in-its-own-vpc': {
    says: 'The hosted zone of private DNS answers in the VPC of the endpoint alone.',
    page: 'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  },
  'private-dns-needs-both-attributes': {
    says: 'Private DNS needs enableDnsSupport and enableDnsHostnames of the VPC both on, and public names do not.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-support',
  },
  'endpoint-zone-serves-all-subnets': {
    says: 'An endpoint interface in one zone serves the subnets of all zones, which lose the service when that zone fails.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'endpoint-addresses-take-turns': {
    says: "The service's name resolves to each healthy interface of an endpoint in turn.",
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'endpoint-has-subnet-addresses': {
    says: 'Each interface of an endpoint has a private address out of the block of the subnet that it stands in.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html',
  },
  'endpoint-group-admits-https': {
    says: "The endpoint's security group must admit port 443 from the instances that use it.",
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'endpoint-is-for-one-service': {
    says: 'An endpoint is for the one service that it names, and each name of Systems Manager is another service.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  },
  'endpoint-service-has-a-region': {
    says: "The name of an endpoint's service holds the Region before the service.",
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
  },
  'gateway-endpoint-for-s3-and-dynamodb': {
    says: 'Gateway endpoints exist for Amazon S3 and DynamoDB, and for no other service.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  },
  'session-needs-ssmmessages': {
    says: 'Besides ssm the agent needs ssmmessages, without which no session opens.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'ec2messages-is-optional': {
    says: 'Since version 3.3.40.0 the agent uses ssmmessages instead of ec2messages wherever it can.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'fips-by-agent-configuration': {
    says: 'The agent uses FIPS names when its own configuration says so.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html',
  },
  'dual-stack-by-agent-configuration': {
    says: 'Systems Manager has dual-stack names beside the usual ones, and the agent may be configured to use them.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'inbound-endpoint-is-for-outside': {
    says: 'An S3 interface endpoint may answer by private DNS for on-premises networks alone, while the VPC takes the gateway endpoint.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DnsOptionsSpecification.html',
  },
  'endpoint-works-while-available': {
    says: 'An endpoint can be used in the state available, and not while it waits for acceptance, was rejected, expired, failed or is deleted.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  },
  'endpoint-pending': {
    says: 'An endpoint is pending before it is first available, and again while it is being modified.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/concepts.html',
  },
  'endpoint-accepted-by-itself': {
    says: 'AWS services accept the connection of a new endpoint automatically.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'endpoint-record-type': {
    says: 'The DNS record type of an endpoint decides whether its name has IPv4 addresses, IPv6 addresses or both.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'endpoint-policy-default': {
    says: 'The policy that an endpoint gets by default allows every principal every action on every resource.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy',
  },
  'endpoint-policy-restricts': {
    says: 'What the policy of an endpoint does not allow is refused there, whatever the role may do.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
  },
  'account-principal-holds-its-roles': {
    says: 'An account as principal, by its id or as its root, stands for every identity of that account.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts',
  },
  'role-principal-holds-its-sessions': {
    says: 'A role as principal stands for whoever has assumed that role.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles',
  },
  'session-principal-has-a-name': {
    says: 'A session as principal is one that was opened with that name, which the service that assumes the role chooses.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session',
  },
  'deleted-principal-leaves-its-id': {
    says: 'A unique id stands where a role was named that has been deleted since, and matches no new role of that name.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles',
  },
  'principal-arn-is-the-role': {
    says: 'For a role the key aws:PrincipalArn holds the ARN of the role and not that of its session.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn',
  },
  'gateway-endpoint-takes-everybody': {
    says: 'The policy of a gateway endpoint has the principal * and tells principals apart by aws:PrincipalArn.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#vpc-endpoint-policies-gateway',
  },
  'host-management-asks-as-the-instance': {
    says: 'Default Host Management gives the credentials of its role to instances that identify themselves.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/fleet-manager-default-host-management-configuration.html',
  },
  'policy-condition': {
    says: 'A statement with a condition is in effect only for requests whose context meets it.',
    page: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html',
  },
  'agent-calls': {
    says: 'The agent keeps itself registered by ssm:UpdateInstanceInformation and carries sessions by the channel calls of ssmmessages.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-messageAPIs.html',
  },
  'heartbeat-resource-is-the-instance': {
    says: 'The resource of ssm:UpdateInstanceInformation is the instance that reports.',
    page: 'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html',
  },
  'shared-subnet-names-its-owner': {
    says: "The answers about a VPC and its subnets hold the owner's account, which differs from the reader's where they are shared.",
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html',
  },
  'shared-endpoints-not-visible': {
    says: 'A participant uses the endpoints of a shared subnet but cannot describe them, nor its NAT gateways.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-share-limitations.html',
  },
  'vpc-resolver-needs-dns-support': {
    says: 'The resolver of the VPC answers while enableDnsSupport is on.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-dns.html#vpc-dns-support',
  },
  'vpc-resolver-addresses': {
    says: "The resolver of the VPC is at 169.254.169.253 and at the second address after the base of the VPC's first block.",
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html#AmazonDNS',
  },
  'custom-dns-must-forward': {
    says: "DNS servers of one's own lead to endpoints only where they forward amazonaws.com to the resolver of the VPC.",
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'mixed-dns-servers': {
    says: 'An option set that names AmazonProvidedDNS together with other servers may behave unexpectedly.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html#CreatingaDHCPOptionSet',
  },
  'option-set-without-dns': {
    says: 'In a VPC whose option set names no DNS server the instances have no access to DNS.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html#CreatingaDHCPOptionSet',
  },
  'no-option-set': {
    says: 'Without an option set Nitro instances ask 169.254.169.253, and Xen instances have no DNS server.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSetConcepts.html',
  },
  'ipv6-only-has-its-own-names': {
    says: 'Over IPv6 alone Systems Manager is reached by other names, which end in api.aws.',
    page: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
  },
  'dns64-makes-ipv6-addresses': {
    says: 'In a subnet with DNS64 the resolver of the VPC makes an address in 64:ff9b::/96 for a name that has IPv4 addresses alone.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html#nat-gateway-dns64-what-is',
  },
  'nat64-translates-to-ipv4': {
    says: 'A NAT gateway turns IPv6 packets to 64:ff9b::/96 into IPv4 ones and sends them on by its own routes.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html#nat-gateway-nat64-what-is',
  },
  'nat64-needs-its-route': {
    says: "The subnet's table must lead 64:ff9b::/96 to the NAT gateway.",
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-nat64-dns64.html#nat-gateway-nat64-dns64-walkthrough',
  },
} as const satisfies Readonly<Record<string, Fact>>;
