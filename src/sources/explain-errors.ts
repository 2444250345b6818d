import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';

/** What a file of our own breaks of its schema, and where: one fault, since the others often follow from it. */
export function explainErrors(errors: ValidateFunction['errors']): string | undefined {
  const error = deepest(errors);
  if (error === undefined) return undefined;
  const place = error.instancePath === '' ? 'the top' : error.instancePath;
  const extra = (error.params as { readonly additionalProperty?: string }).additionalProperty;
  return `at ${place}: ${error.message ?? 'is wrong'}${extra === undefined ? '' : ` ("${extra}")`}`;
}

/** Where a value may have one of several shapes, the shape that came further is the one that was meant. */
function deepest(errors: ValidateFunction['errors']): ErrorObject | undefined {
  const depth = ({ instancePath }: ErrorObject): number => instancePath.split('/').length;
  return [...(errors ?? [])].sort((a, b) => depth(b) - depth(a))[0];
}
