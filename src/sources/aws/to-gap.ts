import type { Gap } from '../../model/known.ts';

/** EC2 says `UnauthorizedOperation`, IAM and STS `AccessDenied`, the JSON services `AccessDeniedException`. */
const DENIED = new Set(['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'NotAuthorized']);

/** Credentials that AWS does not take: no call can succeed, so the run ends instead of filling up with gaps. */
const BAD_CREDENTIALS = new Set([
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'InvalidClientTokenId',
  'UnrecognizedClientException',
  'SignatureDoesNotMatch',
  'InvalidSignatureException',
  'AuthFailure',
]);

interface SdkError {
  readonly name: string;
  readonly message: string;
}

function readError(error: unknown): SdkError {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  // Node's socket errors carry a code that says more than the class; a failed connect may have no message at all.
  const code = (error as { readonly code?: unknown }).code;
  const name =
    error.name === 'Error' || error.name === 'AggregateError' ? String(code ?? error.name) : error.name;
  return { name, message: error.message === '' ? name : error.message };
}

export function isDenied(error: unknown): boolean {
  return DENIED.has(readError(error).name);
}

export function isBadCredentials(error: unknown): boolean {
  return BAD_CREDENTIALS.has(readError(error).name);
}

export function hasErrorName(error: unknown, name: string): boolean {
  return readError(error).name === name;
}

/**
 * Every failure of a call becomes a gap here and nowhere else. The message keeps its first line, cut short: AWS puts
 * encoded authorisation details and request ids into the rest.
 */
export function toGap(error: unknown, action: string): Gap {
  if (isDenied(error)) return { kind: 'denied', action };
  const { name, message } = readError(error);
  return { kind: 'api-error', action, code: name, message: (message.split('\n')[0] ?? '').slice(0, 200) };
}
