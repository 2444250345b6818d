import type { Fact } from './fact.ts';

/** What AWS documents about groups, ACLs, routes and the gateways that routes lead to. */
export const PACKET_FACTS = {
  'groups-only-allow': {
    says: 'A security group holds allowances alone, so a group without outbound rules lets nothing out.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-rule-characteristics',
  },
  'group-rules-add-up': {
    says: 'The rules of all groups of a resource count as one set, of which any rule may allow.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-rule-characteristics',
  },
  'rule-is-for-one-protocol': {
    says: 'A rule names one protocol, by its name or number or by -1 for all of them, and for TCP a range of ports.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html',
  },
  'rule-is-for-one-family': {
    says: 'The peer of a rule is a range of IPv4 or of IPv6 addresses, a prefix list or a security group.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-rule-components',
  },
  'group-reference-is-private': {
    says: 'A rule that refers to a group holds the private addresses of whatever the group is attached to.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html#security-group-referencing',
  },
  'prefix-list-in-rule': {
    says: 'A prefix list as the peer of a rule stands for all the CIDR blocks in it.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html',
  },
  'default-group-admits-its-members': {
    says: 'An untouched default security group lets in what comes from its own members and nothing else.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html',
  },
  'no-range-for-systems-manager': {
    says: 'AWS publishes address ranges and prefix lists for some services, and Systems Manager is none of them.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/aws-ip-ranges.html',
  },
  'service-names-are-public': {
    says: 'Without PrivateLink the name of an AWS service leads to public addresses, reached by an internet gateway.',
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-access-aws-services.html',
  },
  'acl-lowest-number-first': {
    says: 'The entries of a network ACL are tried by ascending rule number, and the first that matches decides.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html',
  },
  'acl-denies-the-rest': {
    says: 'A closing rule, which nobody can remove, denies what no numbered entry of a network ACL matches.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  },
  'acl-entry-is-for-one-family': {
    says: 'Entries for IPv4 and for IPv6 stand apart, and neither matches traffic of the other family.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html',
  },
  'acl-entry-is-for-one-protocol': {
    says: 'An ACL entry names one protocol number, or -1 for all, and for TCP and UDP a range of ports.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NetworkAclEntry.html',
  },
  'acl-keeps-no-state': {
    says: 'A network ACL remembers no connection, so the answers need an allowance of their own.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html',
  },
  'acl-not-inside-subnet': {
    says: 'A network ACL judges what enters or leaves its subnet, not what is sent within it.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html',
  },
  'acl-per-subnet': {
    says: 'Every subnet has exactly one network ACL, the subnets of NAT gateways and endpoints included.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-basics.html',
  },
  'acl-ephemeral-ports': {
    says: 'The operating system picks the port that answers come back to: many Linux kernels from 32768-61000, Windows Server 2008 and later from 49152-65535.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html',
  },
  'acl-range-for-all-clients': {
    says: 'The ports 1024-65535 serve every kind of client, less those that an earlier entry denies.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html',
  },
  'nat-gateway-ports': {
    says: 'A NAT gateway sends from the ports 1024-65535, whatever port the client chose.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html',
  },
  'nat-restores-the-client': {
    says: 'A NAT gateway replaces the source address of the client alone, and puts it back into the answers.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  },
  'no-route-no-packet': {
    says: 'A subnet whose table has no route to an internet gateway does not reach the internet by one.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  },
  'own-table-beats-main': {
    says: 'A subnet uses the route table that it is associated with, and the main table only without one.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
  },
  'longest-prefix-wins': {
    says: 'Of the routes that match a destination, the one with the longest prefix carries the traffic.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html#route-table-longest-prefix-match',
  },
  'static-beats-propagated': {
    says: 'Of two routes to the same destination, a static one has priority over a propagated one.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html#route-table-priority-propagated-routes',
  },
  'route-is-for-one-family': {
    says: 'Routes for IPv4 and for IPv6 are independent, so ::/0 holds no IPv4 address.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html#route-table-longest-prefix-match',
  },
  'egress-only-gateway-is-for-ipv6': {
    says: 'An egress-only internet gateway carries IPv6 traffic alone.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/egress-only-internet-gateway.html',
  },
  'prefix-list-in-route': {
    says: 'A prefix list as the destination of a route stands for all the CIDR blocks in it.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/managed-prefix-lists.html',
  },
  'blackhole-has-no-target': {
    says: 'A route in the state blackhole has a target that is gone or not attached to the VPC.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html',
  },
  'local-route-for-every-block': {
    says: 'Every route table keeps the traffic for each CIDR block of its VPC inside by a local route.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html',
  },
  'route-more-specific-than-local': {
    says: "A route for one subnet's whole block is more specific than the local route and may lead through an appliance.",
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-appliance-routing',
  },
  'gateway-endpoint-is-a-route': {
    says: "A gateway endpoint is a route to the public addresses in its service's prefix list, and serves Amazon S3 and DynamoDB alone.",
    page: 'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
  },
  'beyond-the-vpc-is-not-visible': {
    says: 'A route may lead to a transit gateway, a VPN, a core network or a local gateway, whose own routes decide where the packet goes.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html',
  },
  'peering-is-no-way-to-the-internet': {
    says: 'A VPC cannot use the internet gateway or the NAT device of a VPC that it is peered with.',
    page: 'https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html#vpc-peering-limitations',
  },
  'firewall-endpoint-as-target': {
    says: 'A route to a Gateway Load Balancer endpoint hands the traffic to an appliance.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html#route-tables-gwlbe',
  },
  'carrier-gateway-reaches-the-internet': {
    says: "A carrier gateway lets instances with a Carrier IP address out to the carrier's network and to the internet.",
    page: 'https://docs.aws.amazon.com/wavelength/latest/developerguide/how-wavelengths-work.html',
  },
  'endpoints-beyond-the-vpc': {
    says: 'A private hosted zone may lead the name of a service to interface endpoints of another VPC or with private DNS off.',
    page: 'https://docs.aws.amazon.com/whitepapers/latest/building-scalable-secure-multi-vpc-network-infrastructure/centralized-access-to-vpc-private-endpoints.html',
  },
  'igw-needs-public-ipv4': {
    says: 'An internet gateway carries IPv4 for instances with a public or Elastic IPv4 address, which it puts in place of the private one.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html',
  },
  'igw-attached-to-the-vpc': {
    says: 'An internet gateway works for the VPC that it is attached to, in the state available.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InternetGatewayAttachment.html',
  },
  'elastic-ip-stays-on-its-interface': {
    says: 'An Elastic IP address belongs to one network interface and does not change until it is disassociated.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html',
  },
  'public-ip-is-given-at-start': {
    says: 'A stopped instance has lost its public IPv4 address and is given another one when it starts.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses',
  },
  'subnet-gives-public-ip': {
    says: 'Whether a new instance is given a public IPv4 address is an attribute of its subnet, unless the launch says otherwise.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-instance-addressing.html#concepts-public-addresses',
  },
  'primary-interface-is-index-0': {
    says: 'The primary interface of an instance has device index 0 on network card 0, with groups and addresses of its own.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceNetworkInterfaceSpecification.html',
  },
  'nat-available-or-nothing': {
    says: 'A NAT gateway processes traffic while it is available, and a failed one was never created.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html',
  },
  'nat-needs-public-subnet': {
    says: 'A public zonal NAT gateway reaches the internet by the route table of its own subnet, which must lead to an internet gateway.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html#nat-gateway-troubleshooting-no-internet-connection',
  },
  'private-nat-not-through-igw': {
    says: 'An internet gateway drops what a private NAT gateway sends to it.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  },
  'nat-to-other-networks': {
    says: 'A NAT gateway may send by a transit gateway or a virtual private gateway into other networks.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  },
  'regional-nat-has-its-own-table': {
    says: 'A regional NAT gateway stands in no public subnet and has a route table of its own, with a route to the internet gateway.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html',
  },
  'only-public-nat-has-elastic-ip': {
    says: 'A public NAT gateway has an Elastic IP address, which a private one cannot have.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html',
  },
  'nat-instance-setup': {
    says: 'A NAT instance needs its source/destination check off, a public address and a group that admits the private subnet.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html',
  },
  'nat-instance-software': {
    says: 'The operating system of a NAT instance has to be configured for NAT, which is left to its owner.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/VPC_NAT_Instance.html',
  },
  'appliance-must-run': {
    says: 'Traffic reaches an appliance while the interface that the route names is attached to a running instance.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/gateway-route-tables.html',
  },
  'bpa-bidirectional': {
    says: 'Bidirectional blocking stops all traffic of internet gateways, that of NAT gateways with it, but for exclusions.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html#security-vpc-bpa-service-support',
  },
  'bpa-ingress-blocks-own-address': {
    says: 'Ingress-only blocking stops an instance with a public address in both directions.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html#vpc-bpa-scenario-3',
  },
  'bpa-ingress-lets-nat-out': {
    says: 'Ingress-only blocking leaves NAT gateways and egress-only internet gateways alone.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html#security-vpc-bpa-ingress-only',
  },
  'bpa-exclusion': {
    says: 'A bidirectional exclusion frees one subnet, or one VPC with all its subnets, and no other.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html#vpc-bpa-scenario-4',
  },
  'bpa-egress-exclusion': {
    says: 'Under bidirectional blocking an egress-only exclusion lets out what uses a NAT gateway or an egress-only internet gateway, and nothing else.',
    page: 'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html#vpc-bpa-scenario-6',
  },
  'bpa-mode-of-the-subnet': {
    says: 'A subnet shows the mode of VPC Block Public Access, of which off blocks nothing.',
    page: 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_BlockPublicAccessStates.html',
  },
} as const satisfies Readonly<Record<string, Fact>>;
