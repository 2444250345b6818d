/** Version 1 of the AWS CLI writes the times of some services as seconds since 1970; all others are ISO 8601 already. */
export function toIsoTime(time: unknown): string {
  return typeof time === 'number' ? new Date(time * 1000).toISOString() : String(time);
}
