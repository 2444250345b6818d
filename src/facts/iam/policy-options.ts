/** Options of the rules that ask for policies. */
export interface PolicyOptions {
  /** `effective`: what the policies grant decides. `by-name`: the named policies must be attached. */
  readonly match: 'effective' | 'by-name';
  /** Names of managed policies, AWS's or the customer's; used by `by-name` alone. */
  readonly policies: readonly string[];
}

/** JSON Schema properties of {@link PolicyOptions}. */
export const POLICY_OPTIONS_SCHEMA = {
  match: {
    enum: ['effective', 'by-name'],
    description: 'Judge what the policies grant, or only whether the named policies are attached.',
  },
  policies: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    minItems: 1,
    uniqueItems: true,
    description: 'Names of the managed policies that by-name demands.',
  },
} as const;
