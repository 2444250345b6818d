import type { Report } from '../../model/report.ts';
import { VERDICTS } from '../../model/verdict.ts';
import { answer, summariseLaunches } from '../table-answer.ts';
import { summariseBaseline } from '../table-baseline.ts';
import { listHoles, type Coverage } from '../table-coverage.ts';
import { nameScan } from '../table-header.ts';
import { renderDonut } from './donut.ts';
import { formatNumber, h, isolated, type MarkupElement } from './markup.ts';
import { renderVerdict } from './words.ts';

const MEANINGS = {
  blocked: 'no session opens',
  unknown: 'could not be told',
  'at-risk': 'opens, but the way is fragile',
  ready: 'a session opens now',
  dormant: 'does not run',
  excluded: 'run by an AWS service',
} as const;

/** The first screen: may the bastion go, what the answer leaves out, and how the instances divide. */
export function renderHero(report: Report, coverage: Coverage): MarkupElement {
  const [sentence, style] = answer(report, coverage);
  const holes = listHoles(report, coverage);
  const { verdicts } = report.summary;
  const more = [summariseLaunches(report), summariseBaseline(report)].filter((one) => one !== undefined);
  return h(
    'header',
    { class: 'hero' },
    h(
      'div',
      { class: 'answer' },
      h('p', { class: 'kicker' }, coverage.isPlanned ? 'Will they be reachable?' : 'Can the bastion go?'),
      h('h1', { class: `tone-${style}` }, headline(report, holes)),
      h('p', { class: 'sentence' }, sentence),
      ...more.map((one) => h('p', { class: 'sentence' }, one)),
      holes.length === 0
        ? []
        : h('p', { class: 'warning' }, `This is not the whole picture: ${holes.join(', ')}.`),
      h('ul', { class: 'scan' }, ...nameScan(report, coverage).map((part) => h('li', {}, isolated(part)))),
    ),
    h(
      'div',
      { class: 'verdicts' },
      renderDonut(report),
      h(
        'ul',
        { class: 'legend' },
        ...VERDICTS.map((verdict) =>
          h(
            'li',
            verdicts[verdict] === 0 ? { class: 'none' } : {},
            h('b', {}, formatNumber(verdicts[verdict])),
            renderVerdict(verdict),
            h('span', { class: 'quiet' }, MEANINGS[verdict]),
          ),
        ),
      ),
    ),
  );
}

/** A plain yes only where everything was read and everything opens; stopped instances count as what they would be. */
function headline({ summary, instances }: Report, holes: readonly string[]): string {
  const { verdicts, launches } = summary;
  const states = new Set(
    instances
      .filter(({ launch }) => launch === undefined)
      .map(({ verdict, predicted }) => (verdict === 'dormant' ? predicted : verdict)),
  );
  const judged = verdicts.ready + verdicts['at-risk'] + verdicts.blocked + verdicts.unknown;
  if (states.has('blocked')) return 'Not yet';
  if (judged === 0 || holes.length > 0 || states.has('unknown') || states.has(undefined))
    return 'Not settled';
  // What is launched next is not behind the bastion yet, and may have to be reached all the same.
  const isRisky =
    states.has('at-risk') || (launches !== undefined && launches.verdicts.ready < launches.instances);
  return isRisky ? 'Yes, with risks' : 'Yes';
}
