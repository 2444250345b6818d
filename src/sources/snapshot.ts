import { gzipSync } from 'node:zlib';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { SourceError } from '../model/errors.ts';
import type { AccountInventory, IamInventory, Inventory, RegionInventory } from '../model/inventory.ts';
import { known, unknown, type Gap, type Known } from '../model/known.ts';
import { notCollectedIam } from './collect-iam.ts';
import { notCollectedRegion } from './collect-region.ts';
import { stringifyJson } from '../model/plain-json.ts';
import { explainErrors } from './explain-errors.ts';
import { parseJson, readTextFile } from './read-text.ts';
import { SNAPSHOT_VERSION, snapshotSchema } from './snapshot-schema.ts';

type Json = Readonly<Record<string, unknown>>;

/** The inventory as text. A missing answer is `{"gap": …}`; one that was never asked for is left out. */
export function writeSnapshot(inventory: Inventory): string {
  const { source, takenAt, accounts } = inventory;
  const { enabledRegions, ...plainSource } = source;
  const snapshot = {
    snapshotVersion: SNAPSHOT_VERSION,
    source: {
      ...plainSource,
      ...(enabledRegions === undefined ? {} : { enabledRegions: encode(enabledRegions) }),
    },
    takenAt,
    accounts: accounts.map(({ iam, regions, ...identity }) => ({
      ...identity,
      iam: encodeFields(iam),
      regions: regions.map(encodeFields),
    })),
  };
  return stringifyJson(snapshot);
}

/** The bytes to put into `file`: gzip when its name says so. */
export function packSnapshot(file: string, text: string): Uint8Array {
  return file.endsWith('.gz') ? gzipSync(text) : Buffer.from(text);
}

function encodeFields(answers: object): Json {
  return Object.fromEntries(
    Object.entries(answers)
      .filter(([, value]) => !isNotCollected(value))
      .map(([key, value]) => [key, encode(value)]),
  );
}

function isNotCollected(value: unknown): boolean {
  return isKnown(value) && !value.known && value.gap.kind === 'not-collected';
}

function isKnown(value: unknown): value is Known<unknown> {
  return typeof value === 'object' && value !== null && 'known' in value;
}

function encode(value: unknown): unknown {
  if (isKnown(value))
    return value.known ? (value.value === undefined ? null : value.value) : { gap: value.gap };
  // Records of per-item answers hold `Known` one or two levels down; everything else is AWS's own data.
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, encode(member)]));
  }
  return value;
}

export function readSnapshotFile(file: string): Inventory {
  return parseSnapshot(file, readTextFile(file));
}

/** Checks the text against the schema and rebuilds the inventory. `file` is for messages. */
export function parseSnapshot(file: string, text: string): Inventory {
  const data = parseJson(file, text);
  checkVersion(file, data);
  const validate = compile();
  if (!validate(data))
    throw new SourceError(
      `${file}: ${explainErrors(validate.errors) ?? 'does not follow the snapshot schema'}`,
    );
  return decodeInventory(data as unknown as EncodedInventory);
}

function checkVersion(file: string, data: unknown): void {
  const version = typeof data === 'object' && data !== null ? (data as Json).snapshotVersion : undefined;
  if (version === undefined)
    throw new SourceError(
      `${file}: is not a snapshot of ssm-preflight (no snapshotVersion); make one with: ssm-preflight collect -o FILE`,
    );
  if (version !== SNAPSHOT_VERSION) {
    throw new SourceError(
      `${file}: snapshotVersion is ${JSON.stringify(version)}, this release reads ${SNAPSHOT_VERSION}; collect it anew, or use the release that wrote it`,
    );
  }
}

let compiled: ValidateFunction | undefined;

function compile(): ValidateFunction {
  compiled ??= new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile(
    snapshotSchema,
  );
  return compiled;
}

interface EncodedInventory {
  readonly source: Json & { readonly kind: Inventory['source']['kind'] };
  readonly takenAt: string;
  readonly accounts: readonly {
    readonly accountId: string;
    readonly partition: string;
    readonly iam: Json;
    readonly regions: readonly (Json & { readonly region: string })[];
  }[];
}

function decodeInventory({ source, takenAt, accounts }: EncodedInventory): Inventory {
  const { enabledRegions, ...plainSource } = source;
  return {
    source: {
      ...plainSource,
      ...(enabledRegions === undefined
        ? {}
        : { enabledRegions: decode(enabledRegions) as Known<readonly string[]> }),
    },
    takenAt,
    accounts: accounts.map((account) => decodeAccount(account)),
  };
}

function decodeAccount({
  accountId,
  partition,
  iam,
  regions,
}: EncodedInventory['accounts'][number]): AccountInventory {
  return {
    accountId,
    partition,
    iam: { ...notCollectedIam(), ...decodeFields(iam) } as IamInventory,
    regions: regions.map(
      (region) => ({ ...notCollectedRegion(region.region), ...decodeFields(region) }) as RegionInventory,
    ),
  };
}

const PLAIN_FIELDS = new Set(['region', 'skipped']);
const RECORDS = new Set([
  'ImageAncestryEntries',
  'PrefixListEntries',
  'HostedZoneSummaries',
  'ResourceRecordSets',
  'ConnectionStatuses',
  'LogGroups',
  'BucketEncryptions',
  'BucketPolicies',
  'BucketLocations',
  'Keys',
  'KeyPolicies',
  'KeyGrants',
  'SimulationResults',
]);

function decodeFields(fields: Json): Json {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [
      key,
      PLAIN_FIELDS.has(key) ? value : decodeField(key, value),
    ]),
  );
}

function decodeField(key: string, value: unknown): unknown {
  if (RECORDS.has(key)) return mapValues(value as Json, decode);
  if (key === 'VpcAttributes')
    return mapValues(value as Json, (attributes) => mapValues(attributes as Json, decode));
  return decode(value);
}

function mapValues(record: Json, change: (value: unknown) => unknown): Json {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

function decode(value: unknown): Known<unknown> {
  if (typeof value === 'object' && value !== null && 'gap' in value) return unknown(value.gap as Gap);
  return known(value ?? undefined);
}
