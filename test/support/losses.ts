import { BASTION_ANSWERS, type Inventory } from '../../src/model/inventory.ts';
import type { Entity, Gap, Known } from '../../src/model/known.ts';

const LOST: Gap = { kind: 'denied', action: 'test:Lost' };

export interface Loss {
  readonly name: string;
  /** A copy of the inventory in which a gap stands where the fact was. */
  readonly apply: (inventory: Inventory) => Inventory;
}

/** Names and ids are what answers are joined by: without them there is no entity that could lack anything. */
const IDENTITY = /(?:Id|Arn|Name)$/;
/** `Name` and the like say what a system or an image is, and join nothing. */
const NO_IDENTITY: ReadonlySet<string> = new Set(['PlatformName', 'Name', 'KeyName']);

type Answers = Readonly<Record<string, unknown>>;

/** Every answer of the inventory that can be lost: a whole list, or what was asked about one item. */
export function listAnswerLosses(inventory: Inventory): Loss[] {
  return groupsOf(inventory).flatMap(({ where, path, answers }) =>
    Object.keys(answers)
      // Without its instances a region has nobody to judge.
      .filter((field) => field !== 'Reservations')
      .flatMap((field) => findAnswers(answers[field], [...path, field]))
      .map((at) => ({
        name: `${where} ${at.slice(path.length).join('.')}`,
        apply: replaceAt(at, () => NO_ANSWER),
      })),
  );
}

/** Every attribute of every entity, the instances among them. */
export function listAttributeLosses(inventory: Inventory): Loss[] {
  return groupsOf(inventory).flatMap(({ where, path, answers }) =>
    Object.keys(answers)
      .filter(isScanned)
      .flatMap((field) =>
        findEntities(answers[field], [...path, field]).flatMap(({ at, entity }) =>
          Object.keys(entity)
            .filter((key) => key !== 'Gaps' && (!IDENTITY.test(key) || NO_IDENTITY.has(key)))
            .map((key) => ({
              name: `${where} ${at.slice(path.length).join('.')} ${key}`,
              apply: replaceAt(at, (value) => loseAttribute(value as Entity, key)),
            })),
        ),
      ),
  );
}

/** No rule reads what `bastion` looks at, as the registry's test holds. */
function isScanned(field: string): boolean {
  return ![...BASTION_ANSWERS, 'AuthorizationDetails'].includes(field);
}

const NO_ANSWER: Known<never> = { known: false, gap: LOST };

function loseAttribute(entity: Entity, key: string): Entity {
  const { [key as keyof Entity]: _, ...rest } = entity;
  return { ...rest, Gaps: { ...entity.Gaps, [key]: LOST } };
}

type Place = readonly (string | number)[];

function groupsOf({ accounts }: Inventory): { where: string; path: Place; answers: Answers }[] {
  return accounts.flatMap(({ iam, regions }, account) => [
    { where: 'iam', path: ['accounts', account, 'iam'], answers: iam as unknown as Answers },
    ...regions.map((answers, index) => ({
      where: answers.region,
      path: ['accounts', account, 'regions', index],
      answers: answers as unknown as Answers,
    })),
  ]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function findAnswers(value: unknown, at: Place): Place[] {
  if (!isRecord(value)) return [];
  if ('known' in value) return value['known'] === true ? [at] : [];
  return Object.entries(value).flatMap(([key, item]) => findAnswers(item, [...at, key]));
}

function findEntities(answer: unknown, at: Place): { at: Place; entity: object }[] {
  if (!isRecord(answer) || answer['known'] !== true || !Array.isArray(answer['value'])) return [];
  return answer['value'].flatMap((entity: unknown, index) => {
    const place = [...at, 'value', index];
    if (!isRecord(entity)) return [];
    const { Instances } = entity;
    return Array.isArray(Instances)
      ? Instances.map((instance: object, nth) => ({ at: [...place, 'Instances', nth], entity: instance }))
      : [{ at: place, entity }];
  });
}

/** Copies what leads to the place and shares the rest, so that facts need not be derived anew. */
function replaceAt(at: Place, change: (value: unknown) => unknown): Loss['apply'] {
  const replace = (value: unknown, depth: number): unknown => {
    const key = at[depth];
    if (key === undefined) return change(value);
    if (Array.isArray(value)) {
      return value.map((item: unknown, index) => (index === key ? replace(item, depth + 1) : item));
    }
    // What stands in a list that is lost is lost already.
    if (!isRecord(value) || !Object.hasOwn(value, key)) return value;
    return { ...value, [key]: replace(value[key], depth + 1) };
  };
  return (inventory) => replace(inventory, 0) as Inventory;
}
