import { SourceError } from '../model/errors.ts';
import type { Inventory, RegionInventory } from '../model/inventory.ts';
import { known, unknown, type Known } from '../model/known.ts';
import { assembleIam } from './assemble-iam.ts';
import { actionOf, DESCRIBE_INSTANCES, isAbsence, type Call } from './calls.ts';
import { readDumpFolder, type DumpFile } from './cli-json-files.ts';
import type { Ask, Response } from './answers.ts';
import { askIamLists, collectIam } from './collect-iam.ts';
import { isNothing, listIamNeeds } from './iam-needs.ts';
import { askAuthorizationDetails } from './authorization-details.ts';
import { collectRegion } from './collect-region.ts';
import { regionOf } from './cli-json-region.ts';
import { simulateRoles } from './simulate.ts';

export interface CliJsonOptions {
  readonly folder: string;
  /** Overrides the region that the availability zones name. */
  readonly region?: string;
  /** When the answers were written; ages are counted from here. */
  readonly takenAt: string;
}

/** Reads a folder of answers that the AWS CLI wrote. An operation without a file is a gap, never an empty list. */
export async function readCliJson({ folder, region, takenAt }: CliJsonOptions): Promise<Inventory> {
  const files = readDumpFolder(folder);
  const ask = createFileAsk(files);
  checkInstances(files);
  const name = region ?? regionOf(files, folder);
  const collected = dropUnasked(
    await collectRegion(name, ask, {
      partition: partitionOf(name),
      chooseConnectionTargets: (onlineIds) => onlineIds,
      asksSessions: true,
      asksLaunches: true,
      asksBastion: true,
    }),
  );
  const needs = listIamNeeds([collected]);
  // In a folder a list without a file is a gap, needed or not.
  const answers = isNothing(needs) ? await askIamLists(ask) : await collectIam(ask, needs);
  const account = { ...accountOf(files, collected), regions: [collected] };
  const AuthorizationDetails = await askAuthorizationDetails(ask);
  const iam = assembleIam({ ...answers, SimulationResults: {}, AuthorizationDetails }, account.regions);
  const SimulationResults = withoutUnasked(await simulateRoles(ask, account, iam));
  return {
    source: { kind: 'cli-json' },
    takenAt,
    accounts: [{ ...account, iam: { ...iam, SimulationResults } }],
  };
}

/** Before the region is read off the instances: what is no instance must not get that far. */
function checkInstances(files: readonly DumpFile[]): void {
  for (const { operation, path, content } of files) {
    if (operation === DESCRIBE_INSTANCES.operation && content.error === undefined) {
      checkLists(DESCRIBE_INSTANCES, path, content);
    }
  }
}

/** Of several files that answer, the one that says most by its name does. */
function createFileAsk(files: readonly DumpFile[]): Ask {
  const count = ({ input }: DumpFile): number => Object.keys(input).length;
  const closestFirst = [...files].sort((a, b) => count(b) - count(a));
  return async (call, input) => {
    const file = closestFirst.find(
      (candidate) => candidate.operation === call.operation && answers(candidate, input),
    );
    if (file === undefined) return unknown({ kind: 'not-collected', action: actionOf(call) });
    return readAnswer(call, file);
  };
}

function answers(file: DumpFile, input: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(file.input).every(([key, value]) => input[key] === value);
}

const DENIED = /^(AccessDenied|AccessDeniedException|UnauthorizedOperation)$/;

function readAnswer(call: Call, { path, content }: DumpFile): Known<Response | undefined> {
  const action = actionOf(call);
  if (content.error !== undefined) {
    const { code, message } = (content.error ?? {}) as {
      readonly code?: unknown;
      readonly message?: unknown;
    };
    if (typeof code !== 'string') throw new SourceError(`${path}: "error" has no "code"`);
    if (isAbsence(call, code)) return known(undefined);
    if (DENIED.test(code)) return unknown({ kind: 'denied', action });
    return unknown({
      kind: 'api-error',
      action,
      code,
      message: typeof message === 'string' ? message : code,
    });
  }
  // `--max-items` and `--no-paginate` leave a token behind: the rest of the list is somewhere else.
  const token = content.NextToken ?? content.NextMarker ?? content.Marker;
  const isCut = token !== undefined && token !== null && token !== '' && content.IsTruncated !== false;
  if (isCut || content.IsTruncated === true || content.Truncated === true) {
    return unknown({
      kind: 'api-error',
      action,
      code: 'CutOff',
      message: `${path} ends with a page token: read all pages`,
    });
  }
  checkLists(call, path, content);
  return known(content);
}

/**
 * A member that should be a list of objects and is not would crash far away from its cause. One that is missing is a
 * gap, but for the instances: without them there is nothing to judge.
 */
function checkLists(call: Call, path: string, content: Response): void {
  if (call.paging === 'no-pages' && call.scope !== 'record-sets') return;
  for (const member of call.members) {
    const isNeeded = call === DESCRIBE_INSTANCES;
    if (content[member] === undefined && !isNeeded) continue;
    if (call.holdsNames) {
      checkNames(path, member, content[member]);
      continue;
    }
    const items = checkList(path, member, content[member]);
    if (isNeeded) items.forEach((reservation) => checkReservation(path, reservation));
  }
}

function checkList(path: string, member: string, value: unknown): Record<string, unknown>[] {
  const isList = Array.isArray(value) && value.every((item) => typeof item === 'object' && item !== null);
  if (isList) return value as Record<string, unknown>[];
  throw new SourceError(`${path}: "${member}" is not a list of objects; was the file made with --query?`);
}

function checkNames(path: string, member: string, value: unknown): void {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return;
  throw new SourceError(`${path}: "${member}" is not a list of names; was the file made with --query?`);
}

/** AWS gives every reservation its instances; a file without them would look like an account without any. */
function checkReservation(path: string, { Instances }: Record<string, unknown>): void {
  const isComplete = checkList(path, 'Instances', Instances).every(
    ({ InstanceId }) => typeof InstanceId === 'string' && InstanceId !== '',
  );
  if (!isComplete)
    throw new SourceError(`${path}: an instance has no "InstanceId"; was the file made with --query?`);
}

function dropUnasked(region: RegionInventory): RegionInventory {
  return { ...region, ConnectionStatuses: withoutUnasked(region.ConnectionStatuses) };
}

/** In a folder an answer about one item that has no file is one that nobody asked for. */
function withoutUnasked<T>(answers: Readonly<Record<string, Known<T>>>): Readonly<Record<string, Known<T>>> {
  const asked = Object.entries(answers).filter(
    ([, answer]) => answer.known || answer.gap.kind !== 'not-collected',
  );
  return Object.fromEntries(asked);
}

function accountOf(
  files: readonly DumpFile[],
  region: RegionInventory,
): { accountId: string; partition: string } {
  const partition = partitionOf(region.region);
  const owner = region.Reservations.known ? region.Reservations.value[0]?.OwnerId : undefined;
  const caller = files.find(({ operation }) => operation === 'GetCallerIdentity')?.content.Account;
  const accountId = owner ?? (typeof caller === 'string' ? caller : accountInArns(files));
  return { accountId: accountId ?? 'unknown-account', partition };
}

function accountInArns(files: readonly DumpFile[]): string | undefined {
  const text = JSON.stringify(files.map(({ content }) => content));
  return /arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\d{12}):/.exec(text)?.[1];
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
