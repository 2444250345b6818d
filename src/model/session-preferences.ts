import type { SessionDocument } from './aws.ts';
import type { RegionInventory } from './inventory.ts';
import { chainKnown, known, mapKnown, unknown, type Known } from './known.ts';
import { isRecord, parseSessionDocument, type SessionDocumentContent } from './session-document.ts';

/** The document that holds a Region's session preferences. */
export const PREFERENCES_DOCUMENT = 'SSM-SessionManagerRunShell';

const TEXTS = [
  's3BucketName',
  's3KeyPrefix',
  'cloudWatchLogGroupName',
  'kmsKeyId',
  'runAsDefaultUser',
  'idleSessionTimeout',
  'maxSessionDuration',
] as const;
const SWITCHES = [
  's3EncryptionEnabled',
  'cloudWatchEncryptionEnabled',
  'cloudWatchStreamingEnabled',
  'runAsEnabled',
] as const;

const WHOLE_TEMPLATE = /^\s*\{\{\s*([\w.:-]+)\s*\}\}\s*$/;

const TEMPLATES = /\{\{\s*([\w.:-]+)\s*\}\}/g;

/**
 * A Region's session preferences under the names of the Session document schema. A text that is not set is
 * `undefined`, a switch that is not set is false; minutes are strings, as in the document. A value that comes from
 * a parameter without a default is a gap.
 */
export type SessionPreferences = {
  readonly [Name in (typeof TEXTS)[number]]: Known<string | undefined>;
} & { readonly [Name in (typeof SWITCHES)[number]]: Known<boolean> } & {
  /** What a session runs first, by platform. */
  readonly shellProfile: {
    readonly linux: Known<string | undefined>;
    readonly windows: Known<string | undefined>;
  };
  /** The document's inputs as written; empty when there is no document. */
  readonly inputs: Readonly<Record<string, unknown>>;
  /** The document's parameters as written. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** False when the Region has no preferences document, so that AWS's defaults hold. */
  readonly exists: boolean;
};

/** Reads the Region's session preferences. */
export function readPreferences({
  region,
}: {
  readonly region: Pick<RegionInventory, 'SessionDocument'>;
}): Known<SessionPreferences> {
  return chainKnown(region.SessionDocument, (document) => {
    if (document === undefined) return known(DEFAULTS);
    let preferences = cache.get(document);
    if (preferences === undefined) cache.set(document, (preferences = parsePreferences(document)));
    return preferences;
  });
}

const cache = new WeakMap<SessionDocument, Known<SessionPreferences>>();
const DEFAULTS = toPreferences({ inputs: {}, parameters: {} }, false);

function parsePreferences({ Name, Content }: SessionDocument): Known<SessionPreferences> {
  if (Content === undefined) return unknown({ kind: 'not-collected', action: 'ssm:GetDocument' });
  return mapKnown(parseSessionDocument(Name ?? PREFERENCES_DOCUMENT, Content), (content) =>
    toPreferences(content, true),
  );
}

function toPreferences(content: SessionDocumentContent, exists: boolean): SessionPreferences {
  const text = (name: string): Known<string | undefined> =>
    chainKnown(resolve(content, name), (value) => toText(name, value));
  const flag = (name: string): Known<boolean> =>
    chainKnown(resolve(content, name), (value) => toSwitch(name, value));
  return {
    exists,
    inputs: content.inputs,
    parameters: content.parameters,
    s3BucketName: text('s3BucketName'),
    s3KeyPrefix: text('s3KeyPrefix'),
    cloudWatchLogGroupName: text('cloudWatchLogGroupName'),
    kmsKeyId: text('kmsKeyId'),
    runAsDefaultUser: text('runAsDefaultUser'),
    idleSessionTimeout: text('idleSessionTimeout'),
    maxSessionDuration: text('maxSessionDuration'),
    s3EncryptionEnabled: flag('s3EncryptionEnabled'),
    cloudWatchEncryptionEnabled: flag('cloudWatchEncryptionEnabled'),
    cloudWatchStreamingEnabled: flag('cloudWatchStreamingEnabled'),
    runAsEnabled: flag('runAsEnabled'),
    shellProfile: { linux: profileOf(content, 'linux'), windows: profileOf(content, 'windows') },
  };
}

function profileOf({ inputs, parameters }: SessionDocumentContent, name: string): Known<string | undefined> {
  const { shellProfile } = inputs;
  if (shellProfile === undefined || shellProfile === null) return known(undefined);
  if (!isRecord(shellProfile)) return strange('shellProfile');
  return chainKnown(resolve({ inputs: shellProfile, parameters }, name), (value) => toText(name, value));
}

/** Puts the defaults of parameters in for the templates that name them, as a session without parameters gets them. */
function resolve({ inputs, parameters }: SessionDocumentContent, name: string): Known<unknown> {
  const value = inputs[name];
  if (typeof value !== 'string') return known(value);
  const whole = WHOLE_TEMPLATE.exec(value)?.[1];
  if (whole !== undefined) return defaultOf(parameters, whole);
  for (const [, parameter] of value.matchAll(TEMPLATES)) {
    const given = defaultOf(parameters, parameter ?? '');
    if (!given.known) return given;
  }
  return known(
    value.replaceAll(TEMPLATES, (template, parameter: string) => {
      const given = defaultOf(parameters, parameter);
      return given.known ? String(given.value) : template;
    }),
  );
}

function defaultOf(parameters: SessionDocumentContent['parameters'], parameter: string): Known<unknown> {
  const declared = parameters[parameter];
  return isRecord(declared) && declared['default'] !== undefined
    ? known(declared['default'])
    : unknown({
        kind: 'not-visible',
        question: `${PREFERENCES_DOCUMENT} takes ${parameter} from a parameter without a default: which value do your sessions give it?`,
      });
}

function toText(name: string, value: unknown): Known<string | undefined> {
  if (value === undefined || value === null || value === '') return known(undefined);
  if (typeof value === 'string' || typeof value === 'number') return known(String(value));
  return strange(name);
}

function toSwitch(name: string, value: unknown): Known<boolean> {
  if (value === undefined || value === null || value === '') return known(false);
  if (typeof value === 'boolean') return known(value);
  const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
  if (word === 'true' || word === 'false') return known(word === 'true');
  return strange(name);
}

function strange(name: string): Known<never> {
  return unknown({
    kind: 'not-visible',
    question: `${PREFERENCES_DOCUMENT} gives ${name} a value of an unexpected type: what does it mean?`,
  });
}
