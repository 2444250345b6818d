import { findHybridGap } from '../facts/agent/hybrid-credentials.ts';
import { instanceCause } from '../facts/agent/remedies.ts';
import { launchCause } from '../facts/launch-cause.ts';
import type { Instance } from '../model/aws.ts';
import type { Cause, FindingGap, Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { read } from '../model/known.ts';
import { conclude, defineRule, judge, pass, withStages } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'metadata-service-enabled',
    title: 'The instance metadata endpoint is on',
    impact: 'blocks',
    rationale:
      'The agent learns its instance id, its Region and its credentials from the instance metadata service. Without it the agent cannot register.',
    remediation:
      'Turn the metadata endpoint on; tokens may stay required, since the agent uses version 2 of the service.',
    reads: ['InstanceInformationList'],
  },
  check(subject) {
    return judge(
      read(subject.instance, 'MetadataOptions'),
      (options) => judgeOptions(subject, options),
      // An agent that is online has found the service, so the observation settles what was not read.
      ['ssm'],
    );
  },
});

function judgeOptions(subject: Subject, options: Instance['MetadataOptions']): Outcome {
  const id = subject.instance.InstanceId;
  const endpoint = options?.HttpEndpoint;
  const evidence = [
    { resource: id, detail: `MetadataOptions.HttpEndpoint is ${endpoint ?? 'not in the answer'}.` },
  ];
  const ask = (gap: FindingGap): Outcome => conclude({ gaps: [withStages(gap, ['ssm'])], evidence });

  if (endpoint !== 'enabled' && endpoint !== 'disabled') {
    return ask(
      subject.planned
        ? { kind: 'after-apply', attribute: 'MetadataOptions.HttpEndpoint' }
        : { kind: 'not-collected', action: 'ec2:DescribeInstances' },
    );
  }
  if (options?.State === 'pending') {
    return ask({
      kind: 'not-visible',
      question: `Are the metadata options of ${id} applied by now? AWS was still changing them; scan again.`,
    });
  }
  if (endpoint === 'enabled') return pass(...evidence);

  const hybrid = findHybridGap(subject, 'A hybrid node needs no metadata service.');
  if (hybrid !== undefined) return ask(hybrid);
  const message = `The metadata endpoint of ${id} is off, so the agent learns neither its id nor its credentials.`;
  const problem = { at: 'MetadataOptions.HttpEndpoint', message, cause: metadataCause(subject) };
  return conclude({ problems: [problem], evidence });
}

const TERRAFORM = 'metadata_options {\n  http_endpoint = "enabled"\n  http_tokens   = "required"\n}';

function metadataCause(subject: Subject): Cause {
  const id = subject.instance.InstanceId;
  if (subject.launch !== undefined) {
    // A new version takes an object as a whole, and refuses the state that EC2 shows in it.
    const { State: _, ...own } = subject.instance.MetadataOptions ?? {};
    return launchCause(subject, subject.launch, {
      change: 'metadata-options',
      does: 'turns the metadata endpoint on',
      data: { MetadataOptions: { ...own, HttpEndpoint: 'enabled', HttpTokens: 'required' } },
      terraform: TERRAFORM,
    });
  }
  return instanceCause(subject, 'metadata-options', {
    summary: `Turn the metadata endpoint of ${id} on.`,
    cli: `aws ec2 modify-instance-metadata-options --instance-id ${id} --region ${subject.region.region} --http-endpoint enabled --http-tokens required`,
    terraform: TERRAFORM,
    delay:
      'The change takes seconds; an agent that gave up looks again after up to 30 minutes, or at once when it is restarted.',
  });
}
