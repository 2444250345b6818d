import type {
  Admission,
  BastionVerdict,
  Dependant,
  Judgement,
  ServiceDependant,
  Through,
} from '../../model/bastion.ts';
import { verdictWord } from '../verdict-word.ts';

const VERDICT_WORDS: Readonly<Record<BastionVerdict, string>> = {
  'safe-to-remove': 'safe to remove',
  'not-yet': 'not yet',
  'cannot-tell': 'cannot tell',
};

export function bastionWord(verdict: BastionVerdict): string {
  return VERDICT_WORDS[verdict];
}

const JUDGEMENT_WORDS: Readonly<Record<Judgement, string>> = {
  blocked: 'blocked',
  open: 'open',
  reached: 'fine without',
  exempt: 'exempt',
};

export function judgementWord(judgement: Judgement): string {
  return JUDGEMENT_WORDS[judgement];
}

/** What Session Manager makes of the host; of one that does not run, what it would make. */
export function sessionWord({ verdict, predicted }: Dependant): string {
  const word = verdictWord(verdict);
  if (predicted === undefined) return word;
  return predicted === true ? `${word} (predicted)` : `${word}, then ${verdictWord(predicted)}`;
}

export function nameHost({
  instanceId,
  name,
}: {
  readonly instanceId: string;
  readonly name: string;
}): string {
  return name === '' ? instanceId : `${instanceId} (${name})`;
}

export function nameService({ kind, name, interfaces }: ServiceDependant): string {
  return [kind, name === '' ? (interfaces[0] ?? '') : name].join(' ');
}

const BY: Readonly<Record<Admission['by'], string>> = {
  group: 'the group',
  address: 'the address',
  'public-address': 'the public address',
  'prefix-list': 'the prefix list',
  subnet: 'the subnet',
  vpc: 'the VPC',
  range: 'the range',
  anywhere: 'anywhere',
};

/** `sg-db by the group sg-bastion`, each once. */
export function listAdmissions(through: readonly Through[]): string[] {
  const texts = through.flatMap(({ admissions }) =>
    admissions.map(
      ({ groupId, by, source }) => `${groupId} by ${BY[by]}${by === 'anywhere' ? '' : ` ${source}`}`,
    ),
  );
  return [...new Set(texts)];
}

export function portNames(ports: readonly number[]): string {
  return ports.map((port) => (port === 22 ? 'SSH' : 'RDP')).join(', ') || '?';
}

const ORDER: readonly Judgement[] = ['blocked', 'open', 'reached', 'exempt'];

export function worstFirst<T extends { readonly judgement: Judgement }>(all: readonly T[]): T[] {
  return ORDER.flatMap((judgement) => all.filter((one) => one.judgement === judgement));
}
