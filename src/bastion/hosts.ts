import type { BastionHost, Confidence } from '../model/bastion.ts';
import type { Evidence } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { namesOf } from '../model/subjects.ts';
import { type Door, doorOf } from './door.ts';
import { findInboundRule, findPublicPath, findReferences } from './host-evidence.ts';
import { nameSays } from './host-name.ts';

export interface FoundHost {
  readonly door: Door;
  readonly host: BastionHost;
}

export interface FoundHosts {
  /** Those that are judged: the named ones, else those that are likely. */
  readonly bastions: readonly FoundHost[];
  readonly others: readonly FoundHost[];
}

/** The bastions of an account: those that the user names, else what looks like one. */
export function findHosts(subjects: readonly Subject[], named: readonly string[]): FoundHosts {
  const all = subjects.filter(({ planned }) => !planned);
  const found = all.flatMap((subject) => lookAt(subject, named.includes(subject.instance.InstanceId)) ?? []);
  const isJudged = ({ host }: FoundHost): boolean =>
    host.confidence === (named.length > 0 ? 'certain' : 'likely');
  return { bastions: found.filter(isJudged), others: found.filter((one) => !isJudged(one)) };
}

function lookAt(subject: Subject, isNamed: boolean): FoundHost | undefined {
  const { instance } = subject;
  if (!isNamed && (instance.State?.Name !== 'running' || instance.Operator?.Managed === true))
    return undefined;
  const door = doorOf(subject);
  const said = nameSays(instance.Tags ?? []);
  const path = findPublicPath(door);
  const inbound = findInboundRule(door);
  const references = findReferences(door);
  const isCalled = said?.says === 'bastion';
  const confidence = isNamed
    ? 'certain'
    : weigh({
        isCalled,
        isCalledGateway: said?.says === 'gateway',
        isPublic: path !== undefined,
        comesIn: inbound !== undefined,
        goesOn: references !== undefined,
      });
  if (confidence === undefined) return undefined;
  const evidence: Evidence[] = [
    ...(isNamed ? [{ resource: instance.InstanceId, detail: 'Named on the command line.' }] : []),
    ...(said === undefined
      ? []
      : [
          {
            resource: instance.InstanceId,
            detail: `Its tag ${said.tag.Key ?? ''} says ${said.tag.Value ?? ''}.`,
          },
        ]),
    ...[path, inbound, references].filter((one) => one !== undefined),
  ];
  const { instanceId, arn, name, accountId, region, vpcId } = namesOf(subject);
  const place = { instanceId, arn, name, accountId, region, ...(vpcId === undefined ? {} : { vpcId }) };
  return { door, host: { ...place, state: instance.State?.Name ?? 'unread', confidence, evidence } };
}

interface Signs {
  readonly isCalled: boolean;
  readonly isCalledGateway: boolean;
  readonly isPublic: boolean;
  /** People come in from outside. */
  readonly comesIn: boolean;
  /** Other hosts let it in. */
  readonly goesOn: boolean;
}

function weigh({ isCalled, isCalledGateway, isPublic, comesIn, goesOn }: Signs): Confidence | undefined {
  if ([isCalled, comesIn, goesOn].filter(Boolean).length >= 2) return 'likely';
  if (isCalledGateway && comesIn && isPublic) return 'likely';
  return isCalled || (comesIn && isPublic) ? 'possible' : undefined;
}
