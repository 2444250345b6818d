import { CreatePolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import { given } from './clients.ts';

/** A customer managed policy; answers with its ARN. */
export async function createPolicy(
  iam: IAMClient,
  PolicyName: string,
  statements: readonly object[],
): Promise<string> {
  const PolicyDocument = document(statements);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName, PolicyDocument }));
  return given(Policy?.Arn, 'an ARN of the policy');
}

export function document(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
