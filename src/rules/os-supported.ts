import {
  judgeSystem,
  identifySystem,
  LIST_READ,
  titleOf,
  type SystemRelease,
} from '../facts/agent/operating-system.ts';
import { registrationOf } from '../facts/agent/registration.ts';
import { instanceCause } from '../facts/agent/remedies.ts';
import { recogniseImage } from '../facts/image/recognise.ts';
import { launchCause } from '../facts/launch-cause.ts';
import type { Instance, InstanceInformation } from '../model/aws.ts';
import type { Cause, Evidence, Outcome } from '../model/finding.ts';
import type { Subject } from '../model/inventory.ts';
import { read } from '../model/known.ts';
import { conclude, defineRule, judge, pass } from '../model/rule.ts';

export default defineRule({
  meta: {
    id: 'os-supported',
    title: "The operating system is on AWS's list for Systems Manager",
    impact: 'degrades',
    rationale:
      'AWS stops supporting the agent on a system when its vendor does. Sessions go on working, but nobody mends the agent there any more.',
    remediation: "Move to a release that is on AWS's list.",
    reads: ['InstanceInformationList', 'Images', 'InstanceImageMetadata', 'ImageAncestryEntries'],
  },
  check(subject) {
    return judge(registrationOf(subject), (node) =>
      node === undefined ? judgeByImage(subject) : judgeByReport(subject, node),
    );
  },
});

function judgeByReport(subject: Subject, { PlatformName, PlatformVersion }: InstanceInformation): Outcome {
  const id = subject.instance.InstanceId;
  const reported = `${PlatformName ?? 'no name'} ${PlatformVersion ?? ''}`.trim();
  const evidence = [{ resource: id, detail: `The agent reports ${reported}.` }];
  const system = identifySystem(PlatformName ?? '', PlatformVersion ?? '');
  if (system !== undefined) return judgeRelease(subject, system, evidence);
  return ask(
    `Is ${reported} on ${id} on AWS's list of supported systems? This version does not know it.`,
    evidence,
  );
}

/** Only a publisher's own image says which system an instance starts with. */
function judgeByImage(subject: Subject): Outcome {
  const id = subject.instance.InstanceId;
  return judge(recogniseImage(subject), ({ system, imageId, why }) => {
    const evidence = [{ resource: imageId ?? id, detail: why }];
    return system === undefined
      ? ask(
          `Which operating system runs on ${id}? No agent reports it and its image does not tell.`,
          evidence,
        )
      : judgeRelease(subject, system, evidence);
  });
}

function judgeRelease(subject: Subject, system: SystemRelease, evidence: readonly Evidence[]): Outcome {
  const listing = judgeSystem(system);
  if (listing !== 'unclear') return decide(subject, system, listing, evidence);
  // A few releases are listed for one architecture alone. Sources keep the attribute; the shared type leaves it out.
  const instance: Instance & { readonly Architecture?: string } = subject.instance;
  return judge(read(instance, 'Architecture'), (architecture) =>
    decide(subject, system, judgeSystem(system, architecture), evidence),
  );
}

function decide(
  subject: Subject,
  system: SystemRelease,
  listing: ReturnType<typeof judgeSystem>,
  evidence: readonly Evidence[],
): Outcome {
  const id = subject.instance.InstanceId;
  const title = titleOf(system);
  switch (listing) {
    case 'listed':
      return pass(...evidence);
    case 'newer':
      return ask(
        `Is ${title} on AWS's list of supported systems by now? The list of ${LIST_READ} does not name it.`,
        evidence,
      );
    case 'unclear':
      return ask(`Which release of ${title}, and for which architecture, runs on ${id}?`, evidence);
    case 'not-listed':
      return conclude({
        problems: [
          {
            at: 'PlatformName',
            message: `${title} on ${id} is no longer on AWS's list of supported systems; it can continue to be used.`,
            cause: causeOf(subject, title),
          },
        ],
        evidence,
      });
  }
}

function causeOf(subject: Subject, title: string): Cause {
  if (subject.launch !== undefined) {
    const does = `launches from an image with a release that is on AWS's list, instead of ${title}`;
    return launchCause(subject, subject.launch, { change: 'operating-system', does, isOfImage: true });
  }
  const summary = `Move ${subject.instance.InstanceId} from ${title} to a release that is on AWS's list.`;
  return instanceCause(subject, 'operating-system', { summary });
}

function ask(question: string, evidence: readonly Evidence[]): Outcome {
  return conclude({ gaps: [{ kind: 'not-visible', question }], evidence });
}
