import type { Tag } from '../model/aws.ts';
import { IMPACTS, SEVERITIES, STAGES } from '../model/finding.ts';
import type { Decision, Evidence, FindingStatus, Fix, PolicyDocument } from '../model/finding.ts';
import type { Scope } from '../model/inventory.ts';
import type { Gap, Known } from '../model/known.ts';
import type {
  Counts,
  Report,
  LeastChanges,
  ReportCause,
  ReportFinding,
  ReportHop,
  ReportInstance,
  ReportPath,
  ReportSummary,
} from '../model/report.ts';
import { HOP_NAMES, HOP_STATUSES, PATH_KINDS, PATH_SERVICES } from '../model/path.ts';
import { VERDICTS } from '../model/verdict.ts';
import { baseline, change } from './report-schema-baseline.ts';
import { counts, launch } from './report-schema-launch.ts';
import {
  bagOf,
  closed,
  count,
  described,
  id,
  listOf,
  oneWordOf,
  only,
  type Schema,
  text,
  time,
  wordOf,
} from './schema-parts.ts';

type Definition =
  | 'gap'
  | 'findingGap'
  | 'decision'
  | 'scope'
  | 'rule'
  | 'finding'
  | 'instance'
  | 'path'
  | 'cause'
  | 'fix'
  | 'evidence';
const reference = (name: Definition): Schema => ({ $ref: `#/$defs/${name}` });

const stages = described('The parts of a session that are stopped.', listOf(oneWordOf(STAGES)));
const severity = oneWordOf(SEVERITIES);

type GapOf<K extends Gap['kind']> = Extract<Gap, { kind: K }>;
type FindingGapOf<K extends Gap['kind']> = Extract<ReportFinding['gaps'][number], { kind: K }>;

const denied = { kind: only('denied'), action: id };
const apiError = { kind: only('api-error'), action: id, code: text, message: text };
const notCollected = { kind: only('not-collected'), action: id };
const afterApply = { kind: only('after-apply'), attribute: id };
const notVisible = { kind: only('not-visible'), question: id };

const gap = described('Why an answer is missing.', {
  oneOf: [
    closed<GapOf<'denied'>>(denied, {}),
    closed<GapOf<'api-error'>>(apiError, {}),
    closed<GapOf<'not-collected'>>(notCollected, {}),
    closed<GapOf<'after-apply'>>(afterApply, {}),
    closed<GapOf<'not-visible'>>(notVisible, {}),
  ],
});

const findingGap = described('Why an answer is missing, and what would be stopped if it were a bad one.', {
  oneOf: [
    closed<FindingGapOf<'denied'>>(denied, { stages }),
    closed<FindingGapOf<'api-error'>>(apiError, { stages }),
    closed<FindingGapOf<'not-collected'>>(notCollected, { stages }),
    closed<FindingGapOf<'after-apply'>>(afterApply, { stages }),
    closed<FindingGapOf<'not-visible'>>(notVisible, { stages }),
  ],
});

type KnownRegions = Known<readonly string[]>;
const knownRegions: Schema = {
  oneOf: [
    closed<Extract<KnownRegions, { known: true }>>({ known: only(true), value: listOf(id) }, {}),
    closed<Extract<KnownRegions, { known: false }>>({ known: only(false), gap: reference('gap') }, {}),
  ],
};

type DecisionOf<K extends Decision['kind']> = Extract<Decision, { kind: K }>;
const decision = described(
  'What exceptions and the baseline made of the finding. Findings are never dropped.',
  {
    oneOf: [
      closed<DecisionOf<'open'>>({ kind: only('open') }, {}),
      closed<DecisionOf<'excepted'>>({ kind: only('excepted'), reason: text, expires: id }, { owner: text }),
      closed<DecisionOf<'baselined'>>({ kind: only('baselined'), since: id }, {}),
    ],
  },
);

const rule = closed<Report['rules'][number]>(
  {
    id,
    title: text,
    impact: oneWordOf(IMPACTS),
    severity,
    rationale: text,
    remediation: text,
    reads: described('Names of the answers that the rule looks at.', listOf(id)),
    docsUrl: text,
    options: described('The options that the scan ran with.', { type: 'object' }),
  },
  {
    hops: described('The hops of the network path that the rule reports.', listOf(oneWordOf(HOP_NAMES))),
    standards: described(
      'Ids of the controls of published standards that the rule is relevant to.',
      bagOf(listOf(text)),
    ),
  },
);

const verdict = oneWordOf(VERDICTS);

const evidence = closed<Evidence>({ resource: text, detail: text }, {});

const finding = described(
  'What one rule says about one instance.',
  closed<ReportFinding>(
    {
      ruleId: id,
      status: wordOf<FindingStatus>({
        pass: true,
        fail: true,
        unknown: true,
        'not-applicable': true,
        error: true,
      }),
      severity,
      problems: listOf(
        closed<ReportFinding['problems'][number]>(
          {
            at: described('Stable place inside the configuration of the instance.', id),
            message: text,
            cause: described('Key of one of the causes of the report.', id),
          },
          { stages },
        ),
      ),
      gaps: listOf(reference('findingGap')),
      evidence: listOf(reference('evidence')),
      decision: reference('decision'),
      fingerprint: described('Identity of the finding, equal in every run.', {
        type: 'string',
        pattern: '^[0-9a-f]{16,}$',
      }),
    },
    {
      reason: described('Why the rule does not apply, or what a rule that threw said.', text),
      contradictedBy: described('The observation that speaks against the failure.', text),
      settledBy: described('The observation that makes a missing answer irrelevant.', text),
      change,
    },
  ),
);

const instance = described(
  'One instance, its verdict and one finding per rule.',
  closed<ReportInstance>(
    {
      instanceId: id,
      arn: id,
      name: text,
      accountId: text,
      region: text,
      state: text,
      tags: listOf(closed<Tag>({}, { Key: text, Value: text })),
      verdict,
      because: described('Ids of the rules that decided the verdict.', listOf(id)),
      reason: text,
      questions: described('What settles the verdict.', listOf(text)),
      observed: closed<ReportInstance['observed']>(
        {},
        {
          pingStatus: text,
          connectionStatus: text,
          lastPingDateTime: text,
          agentVersion: text,
          platformName: text,
          platformVersion: text,
          launchTime: text,
          lastSession: described(
            'When a session was last opened; null: not in the 30 days before the reading. Only where it was asked for.',
            { type: ['string', 'null'] },
          ),
        },
      ),
      paths: described('Ids of its network paths.', listOf(id)),
      findings: listOf(reference('finding')),
    },
    {
      predicted: described('The verdict after a start; true for an instance that does not exist yet.', {
        oneOf: [verdict, only(true)],
      }),
      launch,
      vpcId: text,
      subnetId: text,
    },
  ),
);

const policy = described(
  'The smallest policy that grants the rights that are missing: to add to the role, or its statements to the permissions boundary. Where the commands attach a policy of AWS, it would do instead.',
  closed<PolicyDocument>(
    {
      Version: only('2012-10-17'),
      Statement: listOf(
        closed<PolicyDocument['Statement'][number]>(
          { Effect: only('Allow'), Action: listOf(id), Resource: id },
          {},
        ),
      ),
    },
    {},
  ),
);

export const fix = closed<Fix>(
  { summary: text },
  {
    steps: described('What to look at, in this order.', listOf(text)),
    cli: text,
    terraform: text,
    policy,
    delay: text,
  },
);

const path = described(
  'How instances reach one service, hop by hop in the order in which a packet meets them.',
  closed<ReportPath>(
    {
      id: described('Made of what the path says: equal paths have equal ids, in any report.', id),
      service: oneWordOf(PATH_SERVICES),
      kind: oneWordOf(PATH_KINDS),
      hops: listOf(
        closed<ReportHop>(
          {
            name: oneWordOf(HOP_NAMES),
            status: oneWordOf(HOP_STATUSES),
            problems: listOf(
              closed<ReportHop['problems'][number]>(
                { at: id, message: text, cause: id, fix: reference('fix') },
                {},
              ),
            ),
            gaps: listOf(reference('findingGap')),
            evidence: listOf(reference('evidence')),
          },
          {},
        ),
      ),
    },
    {},
  ),
);

const cause = described(
  'One resource to change, and all that the change repairs.',
  closed<ReportCause>(
    {
      key: id,
      resource: closed<ReportCause['resource']>({ type: id, id }, { name: text }),
      fix: reference('fix'),
      ruleIds: listOf(id),
      instances: described('ARNs of the instances that have the problem.', listOf(id)),
      unblocks: described('How many blocked instances this change unblocks without any other.', count),
    },
    {},
  ),
);

export const leastChanges = described(
  'The fewest changes that unblock every instance that changes can unblock.',
  closed<LeastChanges>(
    {
      blocked: described('Instances that are blocked, or would be when started.', count),
      unblocks: described('How many of them nothing keeps blocked after all the steps.', count),
      steps: described(
        'Changes to make together, by the keys of their causes; best first: most instances for each change.',
        listOf(closed<LeastChanges['steps'][number]>({ causes: listOf(id), unblocks: count }, {})),
      ),
    },
    {},
  ),
);

const scope = described(
  'One region of one account and how completely it was read.',
  closed<Scope>(
    {
      accountId: text,
      partition: text,
      region: text,
      status: wordOf<Scope['status']>({ read: true, partial: true, skipped: true, unreadable: true }),
      gaps: listOf(reference('gap')),
    },
    {
      launches: described(
        'Whether what would be launched next could be listed; absent where nobody asked.',
        wordOf<NonNullable<Scope['launches']>>({ read: true, unread: true }),
      ),
    },
  ),
);

const definitions: Readonly<Record<Definition, Schema>> = {
  gap,
  findingGap,
  decision,
  scope,
  rule,
  finding,
  instance,
  path,
  cause,
  fix,
  evidence,
};

/** JSON Schema (draft 2020-12) of the JSON report, version 1. */
export const reportSchema: Schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'https://github.com/ssm-preflight/ssm-preflight/blob/main/report.schema.json',
  title: 'ssm-preflight report',
  description: 'The result of a scan, as `--format json` writes it.',
  ...closed<Report>(
    {
      schemaVersion: only(1),
      tool: closed<Report['tool']>({ name: id, version: id }, {}),
      generatedAt: time,
      source: closed<Report['source']>(
        {
          kind: wordOf<Report['source']['kind']>({
            aws: true,
            'cli-json': true,
            demo: true,
            'terraform-plan': true,
            template: true,
          }),
          takenAt: described('When reading began.', time),
        },
        {
          enabledRegions: knownRegions,
          filters: described('What the scan was limited to.', bagOf(listOf(text))),
        },
      ),
      scopes: listOf(reference('scope')),
      rules: listOf(reference('rule')),
      summary: closed<ReportSummary>(counts, {
        launches: described(
          'Instances that would be launched next, counted apart from those that are there.',
          closed<Counts>(counts, {}),
        ),
      }),
      instances: listOf(reference('instance')),
      paths: listOf(reference('path')),
      causes: listOf(reference('cause')),
      leastChanges,
      notices: listOf(text),
    },
    { baseline },
  ),
  $defs: definitions,
};
