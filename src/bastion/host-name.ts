import type { Tag } from '../model/aws.ts';

const NAMED = /bastion|(?<![a-z])jump(?:[-_ ]?(?:box|host|server))?(?![a-z])/i;
const GATEWAY = /gateway/i;
const WHOLE_VALUE = /^(?:ssh[-_ ])?(?:bastion|jump|gateway)[-_ ]?(?:host|box|server)?$/i;

/** Whether name or tags call a host a bastion. A gateway may be anything, so that it weighs less. */
export function nameSays(
  tags: readonly Tag[],
): { readonly says: 'bastion' | 'gateway'; readonly tag: Tag } | undefined {
  const own = tags.filter(({ Key = '' }) => !Key.startsWith('aws:'));
  const strong = own.find(({ Key, Value = '' }) =>
    Key === 'Name' ? NAMED.test(Value) : WHOLE_VALUE.test(Value) && !GATEWAY.test(Value),
  );
  if (strong !== undefined) return { says: 'bastion', tag: strong };
  const weak = own.find(({ Key, Value = '' }) => (Key === 'Name' ? GATEWAY : WHOLE_VALUE).test(Value));
  return weak === undefined ? undefined : { says: 'gateway', tag: weak };
}
