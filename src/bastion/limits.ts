/** What no AWS API shows about a bastion, so that a person has to know it. */
export const LIMITS: readonly string[] = [
  'Rules show who could come by the bastion, not who does: VPC flow logs, and `last` on the host, show that.',
  'What runs on it: cron jobs, scripts, SFTP or file drops, Ansible or another controller, CI runners, monitoring, a proxy or VPN server.',
  'SSH agent forwarding and copying between hosts by way of it; keys that exist on it alone.',
  'Addresses of it that others allow: firewalls of partners, allow lists of services, DNS names.',
  'Network ACLs, firewalls on hosts, load balancers in front of it, networks and accounts that were not read.',
  'What service control policies forbid the people who would start sessions.',
];
