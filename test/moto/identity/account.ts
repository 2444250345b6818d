/** moto's account, and what goes by a fixed name in it. */
export const ACCOUNT = '123456789012';
/** The name that the console gives the role of Default Host Management. */
export const MANAGEMENT_ROLE = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
export const LOG_GROUP = '/ssm/sessions';
export const BUCKET = 'session-logs-of-the-account';
export const LOST_BUCKET = 'session-logs-that-nobody-made';
export const LOST_KEY = '1234abcd-12ab-34cd-56ef-1234567890ab';

export function roleArn(name: string): string {
  return `arn:aws:iam::${ACCOUNT}:role/${name}`;
}

/** The ARN of a Region's key; its id is moto's choice, and comes in for `{key}`. */
export function keyArn(region: string, id = '{key}'): string {
  return `arn:aws:kms:${region}:${ACCOUNT}:key/${id}`;
}
