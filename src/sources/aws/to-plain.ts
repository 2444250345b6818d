/**
 * An SDK answer as plain data, the way a snapshot holds it: times as ISO 8601 text, members without a value left
 * out, nothing of the transport. So a live scan and its snapshot are the same data.
 */
export function toPlain(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && key !== '$metadata')
      .map(([key, member]) => [key, toPlain(member)]),
  );
}
