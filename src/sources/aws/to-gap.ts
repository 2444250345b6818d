import type { Gap } from '../../model/known.ts';

/** EC2 says `UnauthorizedOperation`, IAM and STS `AccessDenied`, the JSON services `AccessDeniedException`. */
const DENIED = new Set(['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException', 'NotAuthorized']);

/** Credentials that AWS does not take. Met by the first call they end the run; later on they leave gaps like any failure. */
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

/** What the SDK calls an error in whose answer it found no code. */
const WITHOUT_CODE = new Set(['', 'Unknown', 'UnknownError']);

function readError(error: unknown): SdkError {
  if (!(error instanceof Error)) return { name: 'UnknownError', message: String(error) };
  const { code, $fault, $metadata, $response } = error as Error & {
    readonly code?: unknown;
    readonly $fault?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
    readonly $response?: { readonly statusCode?: number };
  };
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  // Of an answer that is not AWS's (a proxy's error page, an emulator's crash) the status says more than the parser does.
  if (status !== undefined && ($fault === undefined || WITHOUT_CODE.has(error.name))) {
    const why = WITHOUT_CODE.has(error.name) ? 'no error code in it' : error.message.split('\n')[0];
    return { name: `HTTP ${status}`, message: `not an answer of AWS (${why})` };
  }
  // Node's socket errors carry a code that says more than the class; a failed connect may have no message at all.
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

export function errorName(error: unknown): string {
  return readError(error).name;
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
