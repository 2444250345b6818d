import { STATUSES } from '../src/reporters/html/words.ts';
import { VERDICTS } from '../src/model/verdict.ts';
import { type Filters, splitWords } from './choose.ts';

/** What the form says. */
export function readFilters(form: HTMLFormElement): Filters {
  const values = new FormData(form);
  const text = (name: string): string => {
    const value = values.get(name);
    return typeof value === 'string' ? value : '';
  };
  const chosen = values.getAll('verdict');
  const status = STATUSES.find((one) => one === text('status'));
  return {
    words: splitWords(text('query')),
    verdicts: new Set(VERDICTS.filter((verdict) => chosen.includes(verdict))),
    ...(text('rule') === '' ? {} : { rule: Number(text('rule')) }),
    ...(status === undefined ? {} : { status }),
    ...(text('region') === '' ? {} : { region: text('region') }),
    ...(text('account') === '' ? {} : { account: text('account') }),
  };
}
