import { describe, expect, it } from 'vitest';
import { describeGap } from '../../../src/model/known.ts';
import type { Report, ReportInstance } from '../../../src/model/report.ts';
import { at, fill } from '../../../src/reporters/html/page-data.ts';
import { sanitise } from '../../../src/reporters/terminal-text.ts';
import { buildReport } from '../../support/report.ts';
import { buildReport as buildSmall, fail, instance, scope, unread } from '../table-report.ts';
import {
  attributeOf,
  findById,
  listElements,
  parsePage,
  readData,
  renderHtml,
  renderTable,
  textOf,
} from './parse.ts';

const page = (report: Report) => parsePage(renderHtml(report));
const textIn = (report: Report, id: string): string => textOf(findById(page(report), id));
const headlineOf = (report: Report): string =>
  page(report)
    .filter(({ tagName }) => tagName === 'h1')
    .map(textOf)
    .join();

const ready = instance(1, 'ready');
const blocked = instance(2, 'blocked', { findings: [fail('https-egress-allowed', 'Closed.', 'open')] });
const unknown = instance(3, 'unknown', { findings: [unread('agent-online')] });
const atRisk = instance(4, 'at-risk');
const dormant = (predicted: 'ready' | 'blocked' | 'unknown') => instance(5, 'dormant', { predicted });
const denied = scope('us-east-1', 'unreadable', { kind: 'denied', action: 'ec2:DescribeInstances' });

describe('may the bastion go', () => {
  it.each<[string, Partial<Parameters<typeof buildSmall>[0]>, string]>([
    ['all ready', { instances: [ready] }, 'Yes'],
    ['one at risk', { instances: [ready, atRisk] }, 'Yes, with risks'],
    ['one blocked', { instances: [ready, blocked] }, 'Not yet'],
    ['one unknown', { instances: [ready, atRisk, unknown] }, 'Not settled'],
    ['blocked and unknown', { instances: [unknown, blocked] }, 'Not yet'],
    ['one stopped that would be ready', { instances: [ready, dormant('ready')] }, 'Yes'],
    ['one stopped that would be blocked', { instances: [ready, dormant('blocked')] }, 'Not yet'],
    ['one stopped of which that is unknown', { instances: [ready, dormant('unknown')] }, 'Not settled'],
    ['one stopped without a prediction', { instances: [ready, instance(6, 'dormant')] }, 'Not settled'],
    ['only excluded ones', { instances: [instance(7, 'excluded')] }, 'Not settled'],
    ['none', { instances: [] }, 'Not settled'],
    [
      'all ready in the regions that were read',
      { instances: [ready], scopes: [scope('eu-west-1'), denied] },
      'Not settled',
    ],
    [
      'all ready that match a filter',
      { instances: [ready], source: { filters: { vpc: ['vpc-1'] } } },
      'Not settled',
    ],
    [
      'one blocked among unread ones',
      { instances: [blocked], scopes: [scope('eu-west-1'), denied] },
      'Not yet',
    ],
  ])('%s', (_name, parts, headline) => {
    expect(headlineOf(buildSmall(parts))).toBe(headline);
  });

  it('is answered in the sentence of the table', () => {
    for (const instances of [[ready], [ready, blocked], [unknown], [atRisk], []]) {
      const report = buildSmall({ instances });
      const sentence = page(report).find((element) => attributeOf(element, 'class') === 'sentence');
      expect(renderTable(report)).toContain(sentence === undefined ? 'no sentence' : textOf(sentence));
    }
  });

  it('shows a picture that says the numbers in words', () => {
    const donut = page(buildSmall({ instances: [ready, blocked, unknown] })).find(
      ({ tagName }) => tagName === 'svg',
    );
    expect(donut && attributeOf(donut, 'role')).toBe('img');
    expect(donut && attributeOf(donut, 'aria-label')).toBe('Verdicts: 1 blocked, 1 unknown, 1 ready');
  });
});

describe('the data of the script', () => {
  const report = buildReport();
  const data = readData(page(report));
  const reported = (id: string): ReportInstance => {
    const found = report.instances.find(({ instanceId }) => sanitise(instanceId) === id);
    if (found === undefined) throw new Error(`no instance ${id}`);
    return found;
  };

  it('holds every instance once', () => {
    expect(data.instances.map(({ id }) => id).sort()).toEqual(
      report.instances.map(({ instanceId }) => sanitise(instanceId)).sort(),
    );
  });

  it.each(data.instances.map((one) => [one.id, one] as const))(
    'says of %s what the report says',
    (id, one) => {
      const source = reported(id);
      const say = (texts: readonly string[]): string[] => texts.map((text) => fill(text, id));
      expect(one.verdict).toBe(source.verdict);
      const { predicted } = source;
      const later = typeof predicted === 'string' ? `would be ${predicted}` : predicted && 'predicted';
      expect(one.later?.replace('at risk', 'at-risk')).toBe(later);
      expect(fill(at(data.texts, one.reason), id)).toBe(sanitise(source.reason));
      expect(one.findings).toHaveLength(report.rules.length);
      source.findings.forEach((finding, column) => {
        const shown = at(data.findings, at(one.findings, column));
        expect(shown.status).toBe(finding.status);
        expect(shown.isAccepted ?? false).toBe(finding.decision.kind !== 'open');
        expect(say(shown.problems.map(({ message }) => message))).toEqual(
          finding.problems.map(({ message }) => sanitise(message)),
        );
        expect(say(shown.gaps)).toEqual(finding.gaps.map((gap) => sanitise(describeGap(gap))));
        expect(say(shown.evidence)).toEqual(
          finding.evidence.map(({ resource, detail }) => sanitise(`${resource}: ${detail}`)),
        );
      });
    },
  );

  it('takes no rule without a finding for one that passes, whatever the order', () => {
    const small = buildSmall({
      instances: [
        instance(1, 'blocked', {
          findings: [unread('agent-online'), fail('endpoint-path-exists', 'No.', 'x')],
        }),
      ],
    });
    const { rules, findings, instances } = readData(page(small));
    const statuses = instances[0]?.findings.map((place, column) => [
      rules[column]?.id,
      findings[place]?.status,
    ]);
    expect(Object.fromEntries(statuses ?? [])).toEqual({
      'endpoint-path-exists': 'fail',
      'https-egress-allowed': 'unknown',
      'agent-policies-attached': 'unknown',
      'agent-online': 'unknown',
      'ami-has-agent': 'unknown',
      'session-logging-configured': 'unknown',
    });
  });

  it('says equal findings of many instances once', () => {
    const findings = [fail('https-egress-allowed', 'sg-1 is closed.', 'open')];
    const many = Array.from({ length: 500 }, (_, index) =>
      instance(index, 'blocked', {
        findings: [...findings, fail('agent-online', `i-${String(index).padStart(17, '0')} is silent.`, 'x')],
      }),
    );
    const { findings: distinct, instances } = readData(page(buildSmall({ instances: many })));
    // The two failures, and what stands for the rules that these instances have no finding of.
    expect(distinct).toHaveLength(3);
    const messages = distinct.flatMap(({ problems }) => problems.map(({ message }) => message));
    expect(messages.map((message) => fill(message, instances[7]?.id ?? '')).sort()).toEqual([
      `${instances[7]?.id} is silent.`,
      'sg-1 is closed.',
    ]);
  });
});

describe('without a script', () => {
  const many = Array.from({ length: 350 }, (_, index) =>
    instance(index, 'blocked', { name: `web-${index}`, reason: `Because of ${index}.` }),
  );

  it('every instance is there with verdict and reason', () => {
    const text = textIn(buildSmall({ instances: many }), 'instances');
    for (const { instanceId, reason } of many) {
      expect(text).toContain(instanceId);
      expect(text).toContain(reason);
    }
  });

  it('a hundred thousand instances are no more than a larger page', () => {
    const one = instance(1, 'ready', { reason: 'It is.' });
    const report = buildSmall({ instances: Array.from({ length: 100_000 }, () => one) });
    expect(renderHtml(report).split('It is.').length).toBeGreaterThan(99_000);
  });

  it('the worst have their details, and a sentence says how many have not', () => {
    const elements = page(buildSmall({ instances: many }));
    const details = elements.filter(
      (element) => element.tagName === 'details' && attributeOf(element, 'id')?.startsWith('instance-'),
    );
    expect(details).toHaveLength(200);
    expect(textOf(findById(elements, 'instances'))).toContain(
      'Those of 150 more instances are in this file too',
    );
  });

  it('every link inside the page leads somewhere', () => {
    for (const report of [buildReport(), buildSmall({ instances: [ready, blocked] })]) {
      const elements = page(report);
      const ids = elements.flatMap((element) => attributeOf(element, 'id') ?? []);
      const targets = elements
        .flatMap((element) => attributeOf(element, 'href') ?? [])
        .filter((to) => to.startsWith('#'));
      expect(targets.length).toBeGreaterThan(4);
      expect(targets.filter((target) => !ids.includes(target.slice(1)))).toEqual([]);
      expect(ids).toHaveLength(new Set(ids).size);
    }
  });

  it('nothing is offered that only the script can do', () => {
    const controls = page(buildReport()).filter(({ tagName }) =>
      ['button', 'form', 'input'].includes(tagName),
    );
    expect(controls.length).toBeGreaterThan(2);
    const hidden = new Set(
      page(buildReport())
        .filter((element) => attributeOf(element, 'hidden') === '')
        .flatMap(listElements)
        .map((element) => JSON.stringify([element.tagName, element.attrs])),
    );
    for (const control of controls)
      expect(hidden).toContain(JSON.stringify([control.tagName, control.attrs]));
  });
});

describe('sections', () => {
  it.each([
    ['a denied region', 'unread', 'Not read: ap-south-1 (ec2:DescribeInstances was denied).'],
    ['a skipped region', 'unread', 'Skipped: us-west-2.'],
    ['a question', 'questions', 'Does the network account let tgw-0central reach ssmmessages?'],
    ['an action to allow', 'questions', 'ssm:DescribeInstanceInformation'],
    ['a notice', 'notices', 'The exception for rule ami-has-agent matched nothing.'],
    ['a change', 'changes', 'Add an interface endpoint for ssmmessages to vpc-0main.'],
    ['a command', 'changes', 'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-0main'],
    ['Terraform', 'changes', 'resource "aws_vpc_endpoint" "ssmmessages" {\n  vpc_id = "vpc-0main"\n}'],
    ['how long it takes', 'changes', 'The agent tries again within 30 minutes.'],
    ['the totals', 'rules', 'Findings by rule: '],
  ])('%s stands under %s', (_name, id, text) => {
    expect(textIn(buildReport(), id)).toContain(text);
  });

  it('the fewest changes stand in the order in which they unblock most', () => {
    const report = buildSmall({
      instances: [1, 2, 3].map((number) =>
        instance(number, 'blocked', {
          findings: [fail('https-egress-allowed', 'Closed.', number === 1 ? 'one' : 'two')],
        }),
      ),
      causes: ['one', 'two'].map((key) => ({ key, fix: { summary: `Open sg-${key}.` } })),
    });
    const [, order = ''] = textIn(report, 'changes').split('In the order in which they unblock most');
    expect(order).toMatch(/^unblocks 2: Open sg-two\. unblocks 1: Open sg-one\. /u);
  });

  it('a planned instance is marked as a prediction', () => {
    const rows = page(buildReport()).filter(({ tagName }) => tagName === 'tr');
    const planned = rows.map(textOf).filter((text) => text.includes('aws_instance.app["a"]'));
    expect(planned.some((text) => text.startsWith('?unknownpredicted'))).toBe(true);
  });

  it('an accepted failure keeps its letter and says so', () => {
    const titles = page(buildReport()).flatMap((element) => attributeOf(element, 'title') ?? []);
    expect(titles).toContain('ami-has-agent: fail, accepted');
  });
});
