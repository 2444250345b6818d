import type { PolicyDocument } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { instanceArn } from './instance-arn.ts';
import type { RightRequest } from './role-rights.ts';

/** The smallest policy that grants the rights: one statement for each resource, in the order in which they come. */
export function grantPolicy(subject: Subject, lacking: readonly RightRequest[]): PolicyDocument {
  const byResource = new Map<string, Set<string>>();
  for (const { action, resource } of lacking) {
    const on = grantableResource(subject, action, resource);
    const actions = byResource.get(on);
    if (actions === undefined) byResource.set(on, new Set([action]));
    else actions.add(action);
  }
  const Statement = [...byResource].map(([Resource, actions]) => ({
    Effect: 'Allow' as const,
    Action: [...actions],
    Resource,
  }));
  return { Version: '2012-10-17', Statement };
}

/** Tells grants apart: the actions, each with its resource where that is not everything. */
export function grantSlug(subject: Subject, lacking: readonly RightRequest[]): string {
  const parts = lacking.map(({ action, resource }) => {
    const on = grantableResource(subject, action, resource);
    return on === '*' ? action : `${action}@${on}`;
  });
  return parts.join('+');
}

/** The narrowest pattern that holds for every instance with the role and every session. */
function grantableResource(subject: Subject, action: string, resource: string): string {
  if (resource === instanceArn(subject) || action === 'logs:DescribeLogGroups') return '*';
  if (resource === '*') return resource;
  return escapeWildcards(resource)
    .replace(/:log-stream:.*$/, ':*')
    .replace(/\/session-id\.log$/, '/*');
}

/**
 * Names and prefixes mean what they say; in a policy `${*}` does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-specialchars
 */
function escapeWildcards(resource: string): string {
  return resource.replaceAll(/[*?$]/g, (character) => `\${${character}}`);
}
