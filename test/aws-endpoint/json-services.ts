import type { Service } from './schema.ts';

/** What the header `X-Amz-Target` of each service of the JSON protocol begins with. */
export const JSON_TARGETS: Partial<Record<Service, string>> = {
  kms: 'TrentService',
  logs: 'Logs_20140328',
  ssm: 'AmazonSSM',
};

export function speaksJson(service: Service): boolean {
  return JSON_TARGETS[service] !== undefined;
}
