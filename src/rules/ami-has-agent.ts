import { observe } from '../facts/agent/observe.ts';
import { recogniseImage, type ImageJudgement } from '../facts/image/recognise.ts';
import { launchCause } from '../facts/launch-cause.ts';
import type { Cause, Evidence, Outcome, Stage } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import type { Gap } from '../model/known.ts';
import { conclude, defineRule, judge, pass, withStages } from '../model/rule.ts';
import type { Observation } from '../model/verdict.ts';

/** Without an agent nothing comes up. */
const STAGES: readonly Stage[] = ['ssm', 'ssmmessages'];

export default defineRule({
  meta: {
    id: 'ami-has-agent',
    title: 'The image ships the agent, or an agent on the instance has reported',
    impact: 'degrades',
    rationale:
      'On an image without the agent somebody has to install it before the first session, and again on every replacement of the instance.',
    remediation:
      'Launch from an image that ships the agent, or install it by user data or in the image; then replace the instances.',
    reads: [
      'Images',
      'InstanceImageMetadata',
      'ImageAncestryEntries',
      'InstanceInformationList',
      'ConnectionStatuses',
    ],
  },
  check(subject) {
    const observation = observe(subject);
    const proof = proveAgent(subject, observation);
    if (proof !== undefined) return pass(proof);
    return judge(recogniseImage(subject), (image) => judgeImage(subject, observation, image), STAGES);
  },
});

/** An agent that ever reported settles the question that the image only hints at. */
function proveAgent({ instance }: Subject, { ping, connection }: Observation): Evidence | undefined {
  const resource = instance.InstanceId;
  if (connection?.known === true && connection.value === 'connected') {
    return { resource, detail: 'The agent is connected to Session Manager.' };
  }
  if (!ping.known || ping.value === 'absent') return undefined;
  return ping.value === 'Online'
    ? { resource, detail: 'The agent is Online.' }
    : { resource, detail: 'An agent has been online and lost its connection.' };
}

function judgeImage(subject: Subject, observation: Observation, image: ImageJudgement): Outcome {
  const evidence = explainImage(image, image.imageId ?? subject.instance.InstanceId);
  if (image.agent === 'likely') return pass(...evidence);
  const id = subject.instance.InstanceId;
  if (image.agent === 'unknown') {
    return conclude({
      gaps: [
        {
          kind: 'not-visible',
          question: `Does the image of ${id} hold the agent? ${image.why}`,
          stages: STAGES,
        },
      ],
      evidence,
    });
  }
  const doubt = doubtLaterInstall(id, observation);
  if (doubt !== undefined) return conclude({ gaps: [withStages(doubt, STAGES)], evidence });
  const message = `${image.why.replace(/\.$/, '')}, and no agent has registered for ${id}.`;
  return conclude({
    problems: [
      { at: 'ImageId', message: subject.planned ? image.why : message, cause: imageCause(subject, image) },
    ],
    evidence,
  });
}

/** The word, and the row of the data that it comes from, so that a reader can check it. */
function explainImage({ agent, why, row }: ImageJudgement, resource: string): Evidence[] {
  const by = row === undefined ? '' : `, by the row "${row.family}" of ${row.read}: ${row.source}`;
  return [
    { resource, detail: why },
    { resource, detail: `The agent in the image: ${agent}${by}.` },
  ];
}

/** An agent may have been installed after the launch. Only a registration can tell, where one would show. */
function doubtLaterInstall(
  id: string,
  { state, stateName, ping, justLaunched }: Observation,
): Gap | undefined {
  if (state === 'planned') return undefined;
  if (!ping.known) return ping.gap;
  if (state === 'running') {
    if (!justLaunched.known) return justLaunched.gap;
    if (!justLaunched.value) return undefined;
  }
  const why =
    state === 'running'
      ? 'it was launched less than five minutes before this scan; scan again in five minutes'
      : `while the instance is ${stateName}, Systems Manager does not show it`;
  return {
    kind: 'not-visible',
    question: `Was the agent installed on ${id} after its launch? Its image does not ship it, and ${why}.`,
  };
}

function imageCause(subject: Subject, image: ImageJudgement): Cause {
  const region = subject.region.region;
  const imageId = image.imageId ?? subject.instance.ImageId ?? 'unknown';
  const next = image.row?.system === 'amazon-linux' ? amazonLinuxFix(region) : {};
  if (subject.launch !== undefined) {
    return launchCause(subject, subject.launch, {
      change: 'image',
      isOfImage: true,
      does: `launches from an image that ships the agent, or installs it by user data, since ${imageId} does not ship it`,
      ...(next.terraform === undefined ? {} : { terraform: next.terraform }),
    });
  }
  return {
    key: `${subject.accountId}/${region}/image/${imageId}:agent`,
    resource: { type: 'image', id: imageId },
    fix: {
      summary: `Install the agent on the instances of ${imageId} while another way in is still there, and launch the next ones from an image that ships it.`,
      ...next,
      delay: 'An agent that is installed and started registers within five minutes.',
    },
  };
}

/** The standard image beside the minimal one. */
function amazonLinuxFix(region: string): Pick<Cause['fix'], 'cli' | 'terraform'> {
  const parameter = '/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64';
  return {
    cli: `aws ssm get-parameter --name ${parameter} --region ${region} --query Parameter.Value --output text`,
    terraform: `data "aws_ssm_parameter" "al2023" {\n  name = "${parameter}"\n}`,
  };
}
