import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { createRequire } from 'node:module';
import { UsageError } from '../../model/errors.ts';
import type { Service } from '../calls.ts';

export interface ConnectionOptions {
  readonly profile?: string;
  readonly roleArn?: string;
  readonly externalId?: string;
  readonly endpointUrl?: string;
  /** The environment that AWS's own tools read; passed in, so that only the command line touches the process. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** What this program needs of a generated SDK client. */
export interface SdkClient {
  send(command: object): Promise<object>;
  destroy(): void;
  readonly config: { region(): Promise<string>; readonly credentials: unknown };
}

type SdkModule = Readonly<Record<string, new (input: object) => SdkClient>>;

const require = createRequire(import.meta.url);

/**
 * Loaded when first needed: the SDK costs more than everything `--help` does. Required, because it is CommonJS, of
 * which `import` parses every file twice more to learn its kind and its names; that takes as long as running it.
 */
const MODULES: Record<Service, () => unknown> = {
  autoscaling: () => require('@aws-sdk/client-auto-scaling'),
  ec2: () => require('@aws-sdk/client-ec2'),
  iam: () => require('@aws-sdk/client-iam'),
  kms: () => require('@aws-sdk/client-kms'),
  logs: () => require('@aws-sdk/client-cloudwatch-logs'),
  route53: () => require('@aws-sdk/client-route-53'),
  s3: () => require('@aws-sdk/client-s3'),
  ssm: () => require('@aws-sdk/client-ssm'),
  sts: () => require('@aws-sdk/client-sts'),
};

const CLIENT_NAMES: Record<Service, string> = {
  autoscaling: 'AutoScalingClient',
  ec2: 'EC2Client',
  iam: 'IAMClient',
  kms: 'KMSClient',
  logs: 'CloudWatchLogsClient',
  route53: 'Route53Client',
  s3: 'S3Client',
  ssm: 'SSMClient',
  sts: 'STSClient',
};

/** Credentials that do not work are found out soon, and what a scan can do without is not waited for. */
const MAX_ATTEMPTS: Record<Service, number> = {
  autoscaling: 8,
  ec2: 8,
  iam: 8,
  kms: 3,
  logs: 3,
  route53: 3,
  s3: 3,
  ssm: 8,
  sts: 3,
};

/** One client per service and region, made on first use; all read-only by what is asked of them. */
export class Clients {
  readonly #options: ConnectionOptions;
  readonly #clients = new Map<string, Promise<{ client: SdkClient; module: SdkModule }>>();
  #credentials: unknown;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** Calls go to an endpoint that the user named instead of AWS's own. */
  get hasOwnEndpoint(): boolean {
    return this.#options.endpointUrl !== undefined;
  }

  async send(
    service: Service,
    region: string | undefined,
    operation: string,
    input: object,
  ): Promise<object> {
    const { client, module } = await this.#client(service, region);
    const Command = module[`${operation}Command`];
    if (Command === undefined) throw new Error(`the SDK has no ${service} operation ${operation}`);
    return client.send(new Command(input));
  }

  /** The region that AWS's own conventions give: environment, then the profile's; undefined when there is none. */
  async defaultRegion(): Promise<string | undefined> {
    const { env } = this.#options;
    const fromEnvironment = [env.AWS_REGION, env.AWS_DEFAULT_REGION].find((name) => (name ?? '') !== '');
    if (fromEnvironment !== undefined) return fromEnvironment;
    try {
      const { client } = await this.#client('sts', undefined);
      return await client.config.region();
    } catch {
      // The SDK throws when neither environment nor profile names one, which is no failure of anything.
      return undefined;
    }
  }

  async destroy(): Promise<void> {
    const made = await Promise.allSettled(this.#clients.values());
    for (const result of made) if (result.status === 'fulfilled') result.value.client.destroy();
  }

  #client(service: Service, region: string | undefined): Promise<{ client: SdkClient; module: SdkModule }> {
    const key = `${service} ${region ?? ''}`;
    const made = this.#clients.get(key) ?? this.#makeClient(service, region);
    this.#clients.set(key, made);
    return made;
  }

  async #makeClient(
    service: Service,
    region: string | undefined,
  ): Promise<{ client: SdkClient; module: SdkModule }> {
    const module = MODULES[service]() as SdkModule;
    const Client = module[CLIENT_NAMES[service]];
    if (Client === undefined) throw new Error(`the SDK has no client for ${service}`);
    const { profile, endpointUrl, env } = this.#options;
    const credentials = this.#credentials ?? (await this.#assumeRole(region));
    const client = new Client({
      ...(region === undefined ? {} : { region }),
      ...(profile === undefined ? {} : { profile }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      ...(credentials === undefined ? {} : { credentials }),
      ...(service === 's3' ? this.#bucketOptions() : {}),
      ...(env.AWS_MAX_ATTEMPTS === undefined ? { maxAttempts: MAX_ATTEMPTS[service] } : {}),
      ...(env.AWS_RETRY_MODE === undefined ? { retryMode: 'adaptive' } : {}),
      customUserAgent: 'ssm-preflight',
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 60_000, ...caBundle(env) },
    });
    // A client's provider keeps what it got until it expires: shared, it is one AssumeRole or credential process a run.
    if (region !== undefined) this.#credentials ??= client.config.credentials;
    return { client, module };
  }

  /** A bucket may lie in any Region. An endpoint that the user names need not know a host for each bucket. */
  #bucketOptions(): object {
    const { endpointUrl, env } = this.#options;
    const named = [endpointUrl, env.AWS_ENDPOINT_URL_S3, env.AWS_ENDPOINT_URL];
    return { followRegionRedirects: true, forcePathStyle: named.some((url) => (url ?? '') !== '') };
  }

  /** Undefined without a role: then the SDK looks where AWS's own tools do. */
  async #assumeRole(region: string | undefined): Promise<unknown> {
    const { roleArn, externalId, profile, endpointUrl } = this.#options;
    if (roleArn === undefined) return undefined;
    const { fromTemporaryCredentials, fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
    return fromTemporaryCredentials({
      masterCredentials: fromNodeProviderChain(profile === undefined ? {} : { profile }),
      params: {
        RoleArn: roleArn,
        RoleSessionName: 'ssm-preflight',
        ...(externalId === undefined ? {} : { ExternalId: externalId }),
      },
      clientConfig: {
        ...(region === undefined ? {} : { region }),
        ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl }),
      },
    });
  }
}

/** The AWS CLI honours `AWS_CA_BUNDLE`; the JavaScript SDK does not read it by itself. */
function caBundle(env: ConnectionOptions['env']): { readonly httpsAgent?: Agent } {
  const file = env.AWS_CA_BUNDLE;
  if (file === undefined || file === '') return {};
  try {
    return { httpsAgent: new Agent({ ca: readFileSync(file), keepAlive: true }) };
  } catch (error) {
    throw new UsageError(
      `AWS_CA_BUNDLE: cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}
