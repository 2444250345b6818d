/**
 * Regions that opened in 2024 or later, where AWS offers no `ec2messages` service and the agent works over
 * `ssmmessages` alone. AWS Systems Manager User Guide, "ec2messages, ssmmessages, and other API operations" states
 * the rule by year; which Regions it covers was read in 2026 and their exact opening days are not confirmed.
 */
export const REGIONS_SINCE_2024: ReadonlySet<string> = new Set([
  'ap-east-2',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'mx-central-1',
]);
