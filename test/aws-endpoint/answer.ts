import type { Inventory } from '../../src/model/inventory.ts';
import { known } from '../../src/model/known.ts';
import { type Call, emptyRegion, type Handler, listOf } from './call.ts';
import { AUTO_SCALING_HANDLERS } from './auto-scaling.ts';
import { EC2_HANDLERS, EC2_PAGED } from './ec2.ts';
import { denied, ServiceError, throttled, unsupported } from './errors.ts';
import { type Input } from './form.ts';
import { IAM_HANDLERS } from './iam.ts';
import { speaksJson } from './json-services.ts';
import { renderOutput, toJson } from './render.ts';
import type { Request } from './request.ts';
import { findOperation, type Service } from './schema.ts';
import { ROUTE53_HANDLERS } from './route53.ts';
import { SSM_HANDLERS } from './ssm.ts';
import { KMS_HANDLERS, LOGS_HANDLERS, S3_HANDLERS } from './session-targets.ts';
import type { Counter } from './stats.ts';
import { accountOfKey, STS_HANDLERS } from './sts.ts';

export interface AwsEndpointOptions {
  readonly inventory: Inventory;
  /** Each answer waits this long, in milliseconds. */
  readonly latencyMs?: number;
  /** Pages are no longer than this, whatever the caller asks. */
  readonly pageSizeCap?: number;
  /** The first page and every third after it is empty but for a token, as AWS may do. */
  readonly emptyPages?: boolean;
  /** True for a call that the caller's policies refuse; `action` is like `ec2:DescribeInstances`. */
  readonly deny?: (action: string, region: string, input: Input) => boolean;
  /** The first N calls of an action are throttled. */
  readonly throttle?: Readonly<Record<string, number>>;
  /** Actions that always answer with this error. */
  readonly fail?: ReadonlyMap<string, { readonly status: number; readonly code: string }>;
  /** Regions in which every EC2 and SSM call is refused. */
  readonly denyRegions?: readonly string[];
}

const HANDLERS: Readonly<Record<Exclude<Service, 's3'>, Readonly<Record<string, Handler>>>> = {
  autoscaling: AUTO_SCALING_HANDLERS,
  ec2: EC2_HANDLERS,
  iam: IAM_HANDLERS,
  kms: KMS_HANDLERS,
  logs: LOGS_HANDLERS,
  route53: ROUTE53_HANDLERS,
  ssm: SSM_HANDLERS,
  sts: STS_HANDLERS,
};

const NAMESPACES: Readonly<Record<'autoscaling' | 'ec2' | 'iam' | 'route53' | 'sts', string>> = {
  autoscaling: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
  ec2: 'http://ec2.amazonaws.com/doc/2016-11-15/',
  iam: 'https://iam.amazonaws.com/doc/2010-05-08/',
  route53: 'https://route53.amazonaws.com/doc/2013-04-01/',
  sts: 'https://sts.amazonaws.com/doc/2011-06-15/',
};

/** The body of a successful answer; a refused or failed call throws a {@link ServiceError}. */
export function answer(
  request: Request,
  options: AwsEndpointOptions,
  counter: Counter,
  requestId: string,
): Buffer {
  const { service, operation, region } = request;
  const action = actionOf(service, operation);
  const handler = service === 's3' ? undefined : HANDLERS[service][operation];
  const writeBody = service === 's3' ? S3_HANDLERS[operation] : undefined;
  const shapes = findOperation(service, operation);
  const calls = counter.count(action);
  if ((handler ?? writeBody) === undefined || shapes === undefined) throw unsupported(service, action);
  const input = request.readInput(shapes.input);
  const call = toCall(request, input, options);
  if (isUnpaginated(service, operation, input)) counter.countUnpaginated(action);

  if (calls <= (options.throttle?.[action] ?? 0)) {
    counter.countThrottled();
    throw throttled(service);
  }
  const isRegional = service === 'ec2' || isJson(service);
  if (isRegional && options.denyRegions?.includes(region) === true) {
    throw denied(service, action, call.callerArn, 'with an explicit deny in a service control policy');
  }
  if (options.deny?.(action, region, input) === true) {
    throw denied(service, action, call.callerArn, 'because no identity-based policy allows the action');
  }
  const failure = options.fail?.get(action);
  if (failure !== undefined) throw new ServiceError(failure.code, `${action} fails here.`, failure.status);

  if (writeBody !== undefined) return Buffer.from(writeBody(call));
  if (handler === undefined || service === 's3') throw unsupported(service, action);
  const output = handler(call);
  if (isJson(service)) return Buffer.from(JSON.stringify(toJson(shapes.output, output)));
  const content = renderOutput(shapes.output, output);
  const open = `<${operation}Response xmlns="${NAMESPACES[service]}">`;
  const close = `</${operation}Response>`;
  // The answers of a REST service hold their members at the top.
  if (service === 'route53') return Buffer.concat([Buffer.from(open), ...content, Buffer.from(close)]);
  return Buffer.concat(
    service === 'ec2'
      ? [
          Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>\n${open}<requestId>${requestId}</requestId>`),
          ...content,
          Buffer.from(close),
        ]
      : [
          Buffer.from(`${open}<${operation}Result>`),
          ...content,
          Buffer.from(
            `</${operation}Result><ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>${close}`,
          ),
        ],
  );
}

function toCall(request: Request, input: Input, options: AwsEndpointOptions): Call {
  const { service, operation, region, accessKeyId } = request;
  const { accounts, source, takenAt } = options.inventory;
  const assumed = accountOfKey(accessKeyId);
  const account = assumed === undefined ? accounts[0] : accounts.find((one) => one.accountId === assumed);
  if (account === undefined) {
    throw new ServiceError('InvalidClientTokenId', 'The security token in the request is invalid.', 403);
  }
  const prefix = `arn:${account.partition}`;
  return {
    service,
    action: actionOf(service, operation),
    input,
    callerArn:
      assumed === undefined
        ? `${prefix}:iam::${account.accountId}:user/scanner`
        : `${prefix}:sts::${account.accountId}:assumed-role/scanner/session`,
    accounts,
    account,
    region: account.regions.find((one) => one.region === region) ?? emptyRegion(region),
    takenAt,
    enabledRegions: source.enabledRegions ?? known(account.regions.map((one) => one.region)),
    paging: { cap: options.pageSizeCap ?? Infinity, emptyPages: options.emptyPages ?? false },
  };
}

/** The IAM action that allows an operation. */
function actionOf(service: Service, operation: string): string {
  const name = operation === 'GetBucketEncryption' ? 'GetEncryptionConfiguration' : operation;
  return `${service}:${name}`;
}

function isJson(service: Service): service is 'kms' | 'logs' | 'ssm' {
  return speaksJson(service);
}

const SSM_PAGED = new Set(['DescribeInstanceInformation', 'DescribeInstanceProperties', 'DescribeSessions']);

/** No page size, no token, no ids, no filter: every other parameter leaves the question as wide as it is. */
function isUnpaginated(service: Service, operation: string, input: Input): boolean {
  const isPaged = service === 'ec2' ? EC2_PAGED.has(operation) : SSM_PAGED.has(operation);
  return (
    isPaged &&
    input['MaxResults'] === undefined &&
    input['NextToken'] === undefined &&
    Object.keys(input).every((name) => listOf(input, name).length === 0)
  );
}
