import { at, type PageData } from '../src/reporters/html/page-data.ts';

export const KEYS = ['verdict', 'name', 'region'] as const;
type Key = (typeof KEYS)[number];

export interface Order {
  readonly key: Key;
  readonly isDescending: boolean;
}

/** The page's own order: those that need somebody first. */
export const WORST_FIRST: Order = { key: 'verdict', isDescending: false };

/** Sorts places; the page's own order decides between equals. */
export function sortPlaces(
  data: PageData,
  places: readonly number[],
  { key, isDescending }: Order,
): number[] {
  const direction = isDescending ? -1 : 1;
  if (key === 'verdict') return isDescending ? [...places].reverse() : [...places];
  const labels = new Map(places.map((place) => [place, labelOf(data, place, key)]));
  const label = (place: number): string => labels.get(place) ?? '';
  return [...places].sort((a, b) => collator.compare(label(a), label(b)) * direction || a - b);
}

/** `web-2` before `web-10`. */
const collator = new Intl.Collator('en', { numeric: true });

function labelOf({ instances, texts }: PageData, place: number, key: Exclude<Key, 'verdict'>): string {
  const { id, name, region, account } = at(instances, place);
  return key === 'name' ? name || id : `${at(texts, region)} ${at(texts, account)}`;
}
