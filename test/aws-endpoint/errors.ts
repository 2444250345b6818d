import type { Gap } from '../../src/model/known.ts';
import { speaksJson } from './json-services.ts';
import { escapeXml } from './render.ts';
import type { Service } from './schema.ts';

/** What an AWS service answers instead of an output. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

const DENIED: Readonly<Record<Service, readonly [string, number]>> = {
  autoscaling: ['AccessDenied', 403],
  ec2: ['UnauthorizedOperation', 403],
  iam: ['AccessDenied', 403],
  kms: ['AccessDeniedException', 400],
  logs: ['AccessDeniedException', 400],
  route53: ['AccessDenied', 403],
  s3: ['AccessDenied', 403],
  sts: ['AccessDenied', 403],
  ssm: ['AccessDeniedException', 400],
};

const THROTTLED: Readonly<Record<Service, readonly [string, number]>> = {
  autoscaling: ['Throttling', 400],
  ec2: ['RequestLimitExceeded', 503],
  iam: ['Throttling', 400],
  kms: ['ThrottlingException', 400],
  logs: ['ThrottlingException', 400],
  route53: ['Throttling', 400],
  s3: ['SlowDown', 503],
  sts: ['Throttling', 400],
  ssm: ['ThrottlingException', 400],
};

export function denied(service: Service, action: string, callerArn: string, why: string): ServiceError {
  const [code, status] = DENIED[service];
  return new ServiceError(code, `User: ${callerArn} is not authorized to perform: ${action} ${why}`, status);
}

export function throttled(service: Service): ServiceError {
  const [code, status] = THROTTLED[service];
  return new ServiceError(code, service === 'ec2' ? 'Request limit exceeded.' : 'Rate exceeded', status);
}

export function unsupported(service: Service, action: string): ServiceError {
  return speaksJson(service)
    ? new ServiceError('UnknownOperationException', `${action} is not served here.`)
    : new ServiceError('InvalidAction', `The action ${action} is not valid for this web service.`);
}

/** A gap of the served inventory becomes the answer that would have caused it. */
export function gapError(gap: Gap, service: Service, action: string, callerArn: string): ServiceError {
  if (gap.kind === 'denied') {
    return denied(service, action, callerArn, 'because no identity-based policy allows the action');
  }
  if (gap.kind !== 'api-error') return unsupported(service, action);
  if (gap.code === THROTTLED[service][0]) return throttled(service);
  return new ServiceError(gap.code, gap.message, gap.code === 'InternalError' ? 500 : 400);
}

/** The body that each service's protocol gives an error. */
export function renderError(service: Service, error: ServiceError, requestId: string): string {
  if (speaksJson(service)) return JSON.stringify({ __type: error.code, message: error.message });
  const content = `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message>`;
  if (service === 'ec2') {
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error>${content}</Error></Errors><RequestID>${requestId}</RequestID></Response>`;
  }
  if (service === 's3')
    return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${content}<RequestId>${requestId}</RequestId></Error>`;
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  return `<ErrorResponse><Error><Type>${type}</Type>${content}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
}
