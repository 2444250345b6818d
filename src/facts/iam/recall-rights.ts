import type { RoleDetail } from '../../model/aws.ts';
import type { IamInventory, RegionInventory, Subject } from '../../model/inventory.ts';
import { instanceArn } from './instance-arn.ts';
import { findDistinction, setsApart, type Distinction } from './instance-scope.ts';
import { collectRolePolicies, type RolePolicies } from './role-policies.ts';
import type { Principal, Right, RightRequest } from './role-rights.ts';

/** All that decides the rights of a role but the instance itself, with what was decided. */
interface Standing {
  readonly policies: RolePolicies;
  readonly onInstance: Map<string, Answers<Right>>;
  /** By action, then by resource. */
  readonly elsewhere: Map<string, Map<string, Answers<Right>>>;
  readonly lists: WeakMap<readonly RightRequest[], Answers<readonly Right[]>>;
}

/** One answer for the instances that share it, and one for each that the policies set apart. */
interface Answers<T> {
  readonly distinctions: readonly Distinction[];
  readonly shared: Place<T>;
  readonly own: Map<string, Place<T>>;
}

export interface Place<T> {
  readonly isShared: boolean;
  answer?: T;
}

/** What is remembered for each role in the places where it is used: few, and looked through. */
const standings = new WeakMap<RoleDetail, Stand[]>();

interface Stand {
  readonly iam: IamInventory;
  readonly region: string;
  readonly accountId: string;
  readonly planned: boolean;
  readonly via: Principal['via'];
  readonly standing: Standing;
}

function standingIn(subject: Subject, { role, via }: Principal): Standing {
  const { iam, accountId, planned } = subject;
  const { region } = subject.region;
  let stands = standings.get(role);
  if (stands === undefined) standings.set(role, (stands = []));
  const found = stands.find(
    (stand) =>
      stand.region === region &&
      stand.via === via &&
      stand.iam === iam &&
      stand.accountId === accountId &&
      stand.planned === planned,
  );
  if (found !== undefined) return found.standing;
  const policies = collectRolePolicies(role, iam);
  const standing = { policies, onInstance: new Map(), elsewhere: new Map(), lists: new WeakMap() };
  stands.push({ iam, region, accountId, planned, via, standing });
  return standing;
}

/** One instance is asked many rights of one role in turn. */
const lastStandings = new WeakMap<RegionInventory, Last>();

interface Last {
  subject: Subject;
  role: RoleDetail;
  via: Principal['via'];
  standing: Standing;
}

function standingOf(subject: Subject, principal: Principal): Standing {
  const { role, via } = principal;
  const { region } = subject;
  const last = lastStandings.get(region);
  if (last?.subject === subject && last.role === role && last.via === via) return last.standing;
  const standing = standingIn(subject, principal);
  if (last === undefined) lastStandings.set(region, { subject, role, via, standing });
  else {
    last.subject = subject;
    last.role = role;
    last.via = via;
    last.standing = standing;
  }
  return standing;
}

/** Where the right of this instance, and of the others that share it, is remembered. */
export function recallRight(subject: Subject, principal: Principal, request: RightRequest): Place<Right> {
  const standing = standingOf(subject, principal);
  const answers =
    request.resource === instanceArn(subject) ? onInstance(standing, request) : elsewhere(standing, request);
  return placeFor(subject, answers);
}

/** Whether no policy sets an instance apart, so that one answer holds for all with the role in this place. */
export function isSharedByAll(subject: Subject, principal: Principal, action: string): boolean {
  const standing = standingOf(subject, principal);
  return onInstance(standing, { action, resource: instanceArn(subject) }).distinctions.length === 0;
}

/** The same for a list of requests that name no instance; the list itself is what is remembered. */
export function recallRights(
  subject: Subject,
  principal: Principal,
  requests: readonly RightRequest[],
): Place<readonly Right[]> {
  const standing = standingOf(subject, principal);
  let answers = standing.lists.get(requests);
  if (answers === undefined) standing.lists.set(requests, (answers = openList(standing, requests)));
  return placeFor(subject, answers);
}

function openList(standing: Standing, requests: readonly RightRequest[]): Answers<readonly Right[]> {
  return openAnswers(requests.flatMap((request) => elsewhere(standing, request).distinctions));
}

function onInstance({ policies, onInstance: byAction }: Standing, { action }: RightRequest): Answers<Right> {
  let answers = byAction.get(action);
  if (answers === undefined) byAction.set(action, (answers = openAction(policies, action, true)));
  return answers;
}

function elsewhere(
  { policies, elsewhere: byAction }: Standing,
  { action, resource }: RightRequest,
): Answers<Right> {
  let byResource = byAction.get(action);
  if (byResource === undefined) byAction.set(action, (byResource = new Map()));
  let answers = byResource.get(resource);
  if (answers === undefined) byResource.set(resource, (answers = openAction(policies, action, false)));
  return answers;
}

function openAction(policies: RolePolicies, action: string, isOnInstance: boolean): Answers<Right> {
  const distinction = findDistinction(policies, action, isOnInstance);
  return openAnswers(distinction === 'none' ? [] : [distinction]);
}

function openAnswers<T>(distinctions: readonly Distinction[]): Answers<T> {
  return { distinctions, shared: { isShared: true }, own: new Map() };
}

function placeFor<T>(subject: Subject, { distinctions, shared, own }: Answers<T>): Place<T> {
  if (distinctions.length === 0 || !isSetApart(subject, distinctions)) return shared;
  const arn = instanceArn(subject);
  let place = own.get(arn);
  if (place === undefined) own.set(arn, (place = { isShared: false }));
  return place;
}

function isSetApart(subject: Subject, distinctions: readonly Distinction[]): boolean {
  return distinctions.some((distinction) => setsApart(distinction, subject));
}
