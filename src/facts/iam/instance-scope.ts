import type { RolePolicies } from './role-policies.ts';

const cache = new WeakMap<RolePolicies, boolean>();

/**
 * Whether one of the role's policies may answer differently for two instances of one account and Region: by a
 * resource pattern that can match an EC2 ARN, a policy variable, or a condition on the instance.
 */
export function isInstanceScoped(policies: RolePolicies): boolean {
  let isScoped = cache.get(policies);
  if (isScoped === undefined) {
    const documents = policies.identity.map(({ document }) => document);
    if (policies.boundary.known) documents.push(policies.boundary.value?.document);
    cache.set(policies, (isScoped = documents.some(tellsInstancesApart)));
  }
  return isScoped;
}

function tellsInstancesApart(document: unknown): boolean {
  const text = JSON.stringify(document) ?? '';
  if (/\$\{|sourceinstancearn/i.test(text)) return true;
  return listResources(document).some(canMatchOneInstance);
}

/** Every pattern under Resource or NotResource, wherever it stands. */
function listResources(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(listResources);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'Resource' || key === 'NotResource' ? [child].flat() : listResources(child),
  );
}

function canMatchOneInstance(pattern: unknown): boolean {
  if (typeof pattern !== 'string') return true;
  if (/^\*+$/.test(pattern)) return false;
  const service = pattern.split(':')[2];
  return service === undefined || service === 'ec2' || /[*?]/.test(service);
}
