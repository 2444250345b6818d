/** The words that the schemas of our own files are written in. */
export type Schema = Readonly<Record<string, unknown>>;
type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T];
type RequiredKey<T> = Exclude<keyof T, OptionalKey<T>>;

/**
 * A closed object. The compiler demands every property of `T`, each on the side that its type says, so this schema
 * can neither forget a field of the model nor keep one that is gone.
 */
export function closed<T>(
  required: { readonly [K in RequiredKey<T>]: Schema },
  optional: { readonly [K in OptionalKey<T>]: Schema },
): Schema {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(required),
    properties: { ...required, ...optional },
  };
}

export const text: Schema = { type: 'string' };
export const id: Schema = { type: 'string', minLength: 1 };
export const time: Schema = { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' };
export const count: Schema = { type: 'integer', minimum: 0 };
export const listOf = (items: Schema): Schema => ({ type: 'array', items });
export const bagOf = (values: Schema): Schema => ({ type: 'object', additionalProperties: values });
export const oneWordOf = (words: readonly string[]): Schema => ({ type: 'string', enum: words });
/** Like {@link oneWordOf} for a type that has no list at run time; the compiler demands each of its words. */
export const wordOf = <W extends string>(words: Readonly<Record<W, true>>): Schema =>
  oneWordOf(Object.keys(words));
export const only = (value: string | number | boolean): Schema => ({ const: value });
export const described = (description: string, schema: Schema): Schema => ({ description, ...schema });
