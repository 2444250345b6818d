import { actionOf, CALLS, type Call, type Service } from '../sources/calls.ts';

const SIDS: Record<Service, string> = {
  autoscaling: 'ReadAutoScalingGroups',
  ec2: 'ReadInstancesAndNetwork',
  iam: 'ReadRolesAndPolicies',
  kms: 'ReadSessionKeys',
  logs: 'ReadSessionLogGroups',
  route53: 'ReadPrivateHostedZones',
  s3: 'ReadSessionLogBuckets',
  ssm: 'ReadRegistrationsAndPreferences',
  sts: 'ReadOwnIdentity',
};

/** The least-privilege IAM policy for the scanner, made from the list of calls. All of it is read-only. */
export function buildPolicy(calls: readonly Call[] = CALLS): object {
  const services = [...new Set(calls.map(({ service }) => service))].sort();
  return {
    Version: '2012-10-17',
    Statement: services.map((service) => ({
      Sid: SIDS[service],
      Effect: 'Allow',
      Action: [...new Set(calls.filter((call) => call.service === service).map(actionOf))].sort(),
      // Describe and List actions of these services have no resource types to narrow to; the few Gets that have
      // (a document, a service setting) are read in every region.
      Resource: '*',
    })),
  };
}

export function renderPolicy(): string {
  return `${JSON.stringify(buildPolicy(), undefined, 2)}\n`;
}
