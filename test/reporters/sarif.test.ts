import type { Log, Result, Run } from 'sarif';
import { describe, expect, it } from 'vitest';
import type { Report, ReportFinding, ReportInstance } from '../../src/model/report.ts';
import { sarifReporter } from '../../src/reporters/sarif.ts';
import { buildReport } from '../support/report.ts';

type Profile = 'full' | 'github';

function render(report: Report, sarifProfile: Profile): string {
  return sarifReporter.render(report, { color: false, width: 80, verbose: false, sarifProfile });
}

function logOf(report: Report, profile: Profile): Log {
  return JSON.parse(render(report, profile)) as Log;
}

function runIn(region: string, profile: Profile, report: Report = buildReport()): Run {
  const run = logOf(report, profile).runs.find(({ automationDetails }) =>
    automationDetails?.id?.includes(region),
  );
  if (run === undefined) throw new Error(`No run for ${region}`);
  return run;
}

/** `rule instance kind level`, with what is special about the result. */
function lineOf({ ruleId, locations, kind, level, suppressions, properties }: Result): string {
  const id = locations?.[0]?.logicalLocations?.[0]?.name?.slice(-3);
  const marks = [
    ...(suppressions ?? []).map(({ kind: by, status }) => `${by} ${status}`),
    ...(properties?.['predicted'] === true ? ['predicted'] : []),
    ...(typeof properties?.['contradictedBy'] === 'string' ? ['contradicted'] : []),
  ];
  return [ruleId, id, kind ?? '-', level, ...marks].join(' ');
}

function textsOf({ results = [] }: Run, ruleId: string): (string | undefined)[] {
  return results.filter((result) => result.ruleId === ruleId).map(({ message }) => message.text);
}

/** The report by hand with one instance alone, in a scope of the given status. */
function withOne(
  instanceId: string,
  status: Report['scopes'][number]['status'],
  change: (finding: ReportFinding) => ReportFinding = (finding) => finding,
): Report {
  const whole = buildReport();
  const one = whole.instances.filter((instance) => instance.instanceId === instanceId);
  return {
    ...whole,
    scopes: [{ accountId: '111122223333', partition: 'aws', region: 'eu-west-1', status, gaps: [] }],
    instances: one.map((instance): ReportInstance => ({
      ...instance,
      findings: instance.findings.map(change),
    })),
  };
}

const READY = 'i-0a000000000000001';
const CENTRAL_EGRESS = 'i-0a000000000000006';
const DORMANT = 'i-0a000000000000007';
const PREFIX = 'ssm-preflight/live/aws/111122223333';
const TIME = '2026-11-20T12:00:41.000Z';

describe('the full profile', () => {
  it('has one run for each scope that was read, empty ones too, and names the unreadable one', () => {
    const log = logOf(buildReport(), 'full');
    expect(
      log.runs.map(({ automationDetails, results }) => [automationDetails?.id, results?.length]),
    ).toEqual([
      [`${PREFIX}/eu-central-1/${TIME}`, 0],
      [`${PREFIX}/eu-west-1/${TIME}`, 11],
      [`${PREFIX}/us-east-1/${TIME}`, 5],
    ]);
    expect(log.properties).toEqual({
      leftOut: [
        { account: '111122223333', region: 'ap-south-1', reason: 'Its instances could not be read.' },
      ],
    });
  });

  it('has failures, open questions and predictions, and nothing of passes and excluded instances', () => {
    expect(runIn('eu-west-1', 'full').results?.map(lineOf)).toEqual([
      'agent-online 003 fail error',
      'agent-online 005 fail error',
      'ami-has-agent 001 open none',
      'ami-has-agent 004 fail warning external accepted',
      'endpoint-path-exists 002 fail error contradicted',
      'endpoint-path-exists 003 fail error',
      'endpoint-path-exists 006 open none',
      'endpoint-path-exists 007 informational none predicted',
      'logging-policies-attached 003 fail note',
      'logging-policies-attached 004 fail note external accepted',
      'tagged 004 fail note external accepted',
    ]);
  });

  it('says who accepted what, why and until when, and has an empty list on every other result', () => {
    const { results = [] } = runIn('eu-west-1', 'full');
    expect(results.filter(({ suppressions }) => suppressions?.length === 0)).toHaveLength(8);
    expect(results.flatMap(({ suppressions }) => suppressions ?? [])).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Golden image of 2019 [ticket] (https://example.com/1).',
        properties: { expiryUtc: '2027-03-31T23:59:59Z', alias: 'platform' },
      },
      {
        kind: 'external',
        status: 'accepted',
        justification: 'In the baseline since 2026-11-01T00:00:00.000Z.',
      },
      {
        kind: 'external',
        status: 'accepted',
        justification: 'Not yet asked for.',
        properties: { expiryUtc: '2026-12-31T23:59:59Z' },
      },
    ]);
  });

  it('counts what was judged', () => {
    expect(runIn('eu-west-1', 'full').properties).toEqual({
      coverage: {
        scope: 'partial',
        instances: 8,
        dormant: 1,
        excluded: 1,
        evaluations: 40,
        pass: 27,
        fail: 10,
        open: 2,
        notApplicable: 1,
        suppressed: 3,
      },
    });
  });

  it('reports each call without an answer once, and each rule that broke off', () => {
    const [invocation] = runIn('us-east-1', 'full').invocations ?? [];
    expect(invocation?.executionSuccessful).toBe(true);
    const notifications = invocation?.toolExecutionNotifications ?? [];
    expect(
      notifications.map(({ level, descriptor, message }) => [level, descriptor?.id, message.text]),
    ).toEqual([
      [
        'error',
        'not-collected',
        "'ec2:DescribeRouteTables' was not collected in '111122223333/us-east-1'. Undecided for 1 instance: endpoint-path-exists.",
      ],
      [
        'error',
        'api-error',
        "'ec2:DescribeSubnets' failed with 'RequestLimitExceeded' in '111122223333/us-east-1'. Undecided for 1 instance: endpoint-path-exists.",
      ],
      [
        'error',
        'denied',
        "'ssm:DescribeInstanceInformation' was denied in '111122223333/us-east-1'. Undecided for 1 instance: agent-online.",
      ],
      [
        'error',
        'rule-error',
        "Rule 'tagged' broke off in '111122223333/us-east-1'. Undecided for 1 instance: tagged.",
      ],
    ]);
  });
});

describe('the profile for GitHub', () => {
  it('leaves out the scope in which a missing answer would close alerts', () => {
    const log = logOf(buildReport(), 'github');
    expect(log.runs.map(({ automationDetails }) => automationDetails?.id)).toEqual([
      `${PREFIX}/eu-central-1/${TIME}`,
      `${PREFIX}/eu-west-1/${TIME}`,
    ]);
    expect(log.properties?.['leftOut']).toEqual([
      { account: '111122223333', region: 'ap-south-1', reason: 'Its instances could not be read.' },
      {
        account: '111122223333',
        region: 'us-east-1',
        reason:
          'Not decided for want of ec2:DescribeRouteTables, ec2:DescribeSubnets, rule tagged, ssm:DescribeInstanceInformation. Without those results GitHub would close their alerts as fixed, and there is no baseline that names them.',
      },
    ]);
  });

  it('has failures that nobody excepted, without what GitHub ignores; a baseline excepts nothing', () => {
    const { results = [] } = runIn('eu-west-1', 'github');
    expect(results.map(lineOf)).toEqual([
      'agent-online 003 - error',
      'agent-online 005 - error',
      'endpoint-path-exists 002 - error contradicted',
      'endpoint-path-exists 003 - error',
      'logging-policies-attached 003 - note',
      'logging-policies-attached 004 - note',
    ]);
    expect(results.filter((result) => 'kind' in result || 'suppressions' in result)).toEqual([]);
  });

  const asRead = (finding: ReportFinding): ReportFinding => finding;
  const denied = { kind: 'denied', action: 'ec2:DescribeImages' } as const;
  const unknown = (finding: ReportFinding): ReportFinding => ({
    ...finding,
    status: 'unknown',
    gaps: [denied],
  });
  const broken = (finding: ReportFinding): ReportFinding => ({
    ...finding,
    status: 'error',
    reason: 'TypeError',
  });

  it.each([
    ['a partial scope whose gap the observation settled', true, withOne(READY, 'partial', asRead)],
    ['a question that no reading answers', true, withOne(CENTRAL_EGRESS, 'read', asRead)],
    ['an undecided prediction', true, withOne(DORMANT, 'partial', unknown)],
    ['a denied call that left a rule undecided', false, withOne(CENTRAL_EGRESS, 'partial', unknown)],
    ['the same where the scope itself says read', false, withOne(CENTRAL_EGRESS, 'read', unknown)],
    ['a rule that broke off', false, withOne(CENTRAL_EGRESS, 'read', broken)],
    ['an unreadable scope', false, withOne('none', 'unreadable')],
    ['a region without instances', true, withOne('none', 'read')],
    ['a region that the user left out', false, withOne('none', 'skipped')],
  ])('%s: has a run: %s', (_, hasRun, report) => {
    expect(logOf(report, 'github').runs).toHaveLength(hasRun ? 1 : 0);
  });
});

describe('any run', () => {
  it('names instance, place and fact in the first sentence, and what to change after it', () => {
    const run = runIn('eu-west-1', 'full');
    expect(textsOf(run, 'endpoint-path-exists')).toEqual([
      "Instance 'i-0a000000000000002' ('proxy-user') in '111122223333/eu-west-1': Subnet subnet-0private has no path to ssmmessages.eu-west-1.amazonaws.com. Contradicted by: PingStatus Online. Fix: Add an interface endpoint for ssmmessages to vpc-0main.",
      "Instance 'i-0a000000000000003' ('batch-한글') in '111122223333/eu-west-1': Subnet subnet-0private has no path to ssmmessages.eu-west-1.amazonaws.com. Fix: Add an interface endpoint for ssmmessages to vpc-0main.",
      "Instance 'i-0a000000000000006' ('central-egress') in '111122223333/eu-west-1': 'endpoint-path-exists' could not be decided: Does tgw-0central lead to ssmmessages?",
      "Instance 'i-0a000000000000007' ('nightly') in '111122223333/eu-west-1' (stopped), once it is started: Subnet subnet-0private has no path to ssmmessages.eu-west-1.amazonaws.com. Fix: Add an interface endpoint for ssmmessages to vpc-0main.",
    ]);
    expect(textsOf(runIn('us-east-1', 'full'), 'tagged')).toEqual([
      "Instance 'i-0b000000000000001' ('orders') in '111122223333/us-east-1': rule 'tagged' broke off, so it decided nothing. TypeError: tags is undefined.",
    ]);
  });

  it('tames a hostile name: no controls, no link, no placeholder, no end of the sentence', () => {
    expect(textsOf(runIn('eu-west-1', 'github'), 'agent-online')[1]).toBe(
      "Instance 'i-0a000000000000005' ('web nextexe.x <img src=x onerror=alert(1)>[fixed] (https://examp…') in '111122223333/eu-west-1': Tag note says web nextexe.x <img src=x onerror=alert(1)>[fixed] (https://example.com) (0) ((1)) 'All is well. Nothing to see.'. Fix: Start the agent. (1) Is it installed? `snap list (agent)`. (2) Is it running? See [the log] (file:///var/log).",
    );
  });

  it('gives the checks of a host in their order, and the smallest policy, in words and as they are', () => {
    const { results = [] } = runIn('eu-west-1', 'github');
    const ofAgent = results[0];
    expect(ofAgent?.message.text?.split(' Fix: ')[1]).toBe(
      'Start the agent. (1) Is it installed? `snap list (agent)`. (2) Is it running? See [the log] (file:///var/log).',
    );
    expect(ofAgent?.properties?.['steps']).toEqual([
      'Is it installed? `snap list {agent}`.',
      'Is it running? See [the log](file:///var/log).',
    ]);
    expect(results[4]?.properties?.['policies']).toEqual([
      {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Action: ['logs:PutLogEvents'], Resource: '*' }],
      },
    ]);
  });

  it('gives the commands of the fix whole, since a cut command is another command', () => {
    const { results = [] } = runIn('eu-west-1', 'github');
    expect(results[2]?.properties?.['commands']).toEqual([
      'aws ec2 create-vpc-endpoint --region eu-west-1 --vpc-id vpc-0main \\\n  --tag-specifications \'[{"ResourceType":"vpc-endpoint"}]\'',
    ]);
  });

  it('is the same bytes whatever the order of the report', () => {
    const report = buildReport();
    const reversed: Report = {
      ...report,
      scopes: [...report.scopes].reverse(),
      rules: [...report.rules].reverse(),
      causes: [...report.causes].reverse(),
      instances: [...report.instances].reverse().map((instance) => ({
        ...instance,
        findings: [...instance.findings].reverse(),
      })),
    };
    expect(render(reversed, 'full')).toBe(render(report, 'full'));
  });

  it('has a category of its own for a narrowed scan, so that the rest is not closed as fixed', () => {
    const narrowed = (tags: readonly string[]): Report =>
      buildReport({ source: { kind: 'aws', takenAt: '2026-11-20T12:00:00.000Z', filters: { tags } } });
    const id = runIn('eu-west-1', 'github', narrowed(['team=a', 'env=b'])).automationDetails?.id;
    expect(id).toMatch(new RegExp(`^${PREFIX}/eu-west-1/only-[0-9a-f]{12}/${TIME}$`, 'u'));
    expect(runIn('eu-west-1', 'github', narrowed(['env=b', 'team=a'])).automationDetails?.id).toBe(id);
    expect(runIn('eu-west-1', 'github', narrowed(['team=a'])).automationDetails?.id).not.toBe(id);
  });

  it('never ends before it starts', () => {
    const late = buildReport({ source: { kind: 'aws', takenAt: '2026-11-20T13:00:00Z' } });
    expect(runIn('eu-west-1', 'full', late).invocations?.[0]).toMatchObject({
      startTimeUtc: '2026-11-20T13:00:00.000Z',
      endTimeUtc: '2026-11-20T13:00:00.000Z',
    });
  });

  it('keeps an instance whose region no scope names', () => {
    const report = { ...buildReport(), scopes: [] };
    expect(logOf(report, 'full').runs.map(({ results }) => results?.length)).toEqual([11, 5]);
  });

  it.each([
    ['aws', 'https://console.aws.amazon.com/ec2/home?region=r-1#InstanceDetails:instanceId=i-1'],
    ['aws-us-gov', 'https://console.amazonaws-us-gov.com/ec2/home?region=r-1#InstanceDetails:instanceId=i-1'],
    ['aws-cn', 'https://console.amazonaws.cn/ec2/home?region=r-1#InstanceDetails:instanceId=i-1'],
    ['aws-iso', undefined],
  ])('links to the console of partition %s', (partition, expected) => {
    const base = buildReport();
    const instances = base.instances.slice(2, 3).map((instance) => ({
      ...instance,
      instanceId: 'i-1',
      region: 'r-1',
      arn: `arn:${partition}:ec2:r-1:111122223333:instance/i-1`,
    }));
    const run = runIn('r-1', 'full', { ...base, scopes: [], instances });
    expect(run.results?.[0]?.hostedViewerUri).toBe(expected);
  });
});

describe('the path that a failure stops', () => {
  const results = runIn('eu-west-1', 'full').results ?? [];

  it('goes with failures of a rule that looks at a hop of it, and with nothing else', () => {
    const withFlow = results.filter(({ codeFlows }) => codeFlows !== undefined);
    expect(withFlow.map(lineOf)).toEqual([
      'endpoint-path-exists 002 fail error contradicted',
      'endpoint-path-exists 003 fail error',
      'endpoint-path-exists 007 informational none predicted',
    ]);
  });

  it('is told hop by hop, the failing one marked, with nothing hostile in it', () => {
    const flow = results.flatMap(({ codeFlows }) => codeFlows ?? [])[0];
    expect(flow?.message?.text).toBe('The way to ssmmessages.');
    expect(flow?.threadFlows.map(({ id, message }) => [id, message?.text])).toEqual([
      ['ssmmessages', "From instance 'i-0a000000000000002' to ssmmessages."],
    ]);
    const steps = flow?.threadFlows[0]?.locations ?? [];
    expect(
      steps.map(({ executionOrder, importance, kinds, location }) => [
        executionOrder,
        importance,
        kinds?.join(' '),
        location?.logicalLocations?.map(({ name, kind }) => `${kind} ${name?.slice(0, 9)}`).join(', '),
        location?.message?.text?.slice(0, 100),
      ]),
    ).toEqual([
      [
        1,
        'important',
        undefined,
        'resource vpc-0main',
        'ssmmessages, hop 1 of 4, name-resolution: pass. vpc-0main: The VPC resolver answers.',
      ],
      [
        2,
        'important',
        'unknown',
        undefined,
        'ssmmessages, hop 2 of 4, security-group-egress: unknown. ec2:DescribeSecurityGroups was denied. Does',
      ],
      [
        3,
        'essential',
        'danger',
        'resource web nexte',
        'ssmmessages, hop 3 of 4, route: fail. No route of rtb-0main leads to ssmmessages. web nextexe.x <img',
      ],
      [
        4,
        'important',
        'caution',
        'resource acl-0main',
        'ssmmessages, hop 4 of 4, return-ports: degraded. acl-0main: Lets only some ports back.',
      ],
    ]);
  });

  it('is a flow for each service, with one thread, since readers let a person choose among flows', () => {
    const report = withOne('i-0a000000000000003', 'read');
    const [path] = report.paths;
    if (path === undefined) throw new Error('no path');
    const both = [{ ...path, id: 'ssm', service: 'ssm' as const }, path];
    const instances = report.instances.map((one) => ({ ...one, paths: ['ssm', path.id] }));
    const run = runIn('eu-west-1', 'github', { ...report, paths: both, instances });
    const flows = run.results?.flatMap(({ codeFlows = [] }) => codeFlows) ?? [];
    expect(flows.map(({ message, threadFlows }) => [message?.text, threadFlows.map(({ id }) => id)])).toEqual(
      [
        ['The way to ssm.', ['ssm']],
        ['The way to ssmmessages.', ['ssmmessages']],
      ],
    );
  });

  it('stands at the place of its result, since servers refuse a step without one', () => {
    for (const { codeFlows = [], locations = [] } of results) {
      const steps = codeFlows.flatMap(({ threadFlows }) => threadFlows.flatMap((thread) => thread.locations));
      for (const { location } of steps) {
        expect(location?.physicalLocation?.artifactLocation).toEqual(
          locations[0]?.physicalLocation?.artifactLocation,
        );
      }
    }
  });

  it('leaves out paths to services that no session needs', () => {
    const report = withOne('i-0a000000000000003', 'read');
    const [path] = report.paths;
    if (path === undefined) throw new Error('no path');
    const others = (['logs', 'ec2messages'] as const).map((service) => ({ ...path, id: service, service }));
    const instances = report.instances.map((one) => ({ ...one, paths: [path.id, 'logs', 'ec2messages'] }));
    const run = runIn('eu-west-1', 'full', { ...report, paths: [path, ...others], instances });
    const flows = run.results?.flatMap(({ codeFlows = [] }) => codeFlows) ?? [];
    expect(flows.flatMap(({ threadFlows }) => threadFlows.map(({ id }) => id))).toEqual(['ssmmessages']);
  });

  it('is left out where the paths of the instance pass at the hops of the rule', () => {
    const report = withOne('i-0a000000000000003', 'read');
    const paths = report.paths.map((path) => ({
      ...path,
      hops: path.hops.map((hop) => (hop.name === 'route' ? { ...hop, status: 'pass' as const } : hop)),
    }));
    const run = runIn('eu-west-1', 'full', { ...report, paths });
    expect(run.results?.map(({ ruleId }) => ruleId)).toContain('endpoint-path-exists');
    expect(run.results?.filter(({ codeFlows }) => codeFlows !== undefined)).toEqual([]);
  });
});
