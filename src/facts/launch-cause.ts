import type { Cause } from '../model/finding.ts';
import type { LaunchOrigin, Subject } from '../model/inventory.ts';
import { quoteForShell } from '../model/shell.ts';

export interface LaunchChange {
  /** Slug of what is to be changed. */
  readonly change: string;
  /** What the new settings do, as the end of a sentence. */
  readonly does: string;
  /** The part of the template's data that is new. */
  readonly data?: object;
  /** The image decides, which an override of the group may name. */
  readonly isOfImage?: true;
  /** Commands that come first. */
  readonly before?: readonly string[];
  readonly terraform?: string;
}

/**
 * The launch template, or the launch configuration, as the resource to change: what it launches later follows. Neither
 * can be edited; a template gets a new version, a configuration is replaced.
 */
export function launchCause(subject: Subject, launch: LaunchOrigin, wanted: LaunchChange): Cause {
  const place = `${subject.accountId}/${subject.region.region}`;
  const { template, configuration, name } = launch;
  const shared = { ...(wanted.terraform === undefined ? {} : { terraform: wanted.terraform }), delay: DELAY };
  if (launch.imageOverride === true && wanted.isOfImage === true) {
    return {
      key: `${place}/${launch.by}/${name}:${wanted.change}`,
      resource: { type: launch.by, id: name },
      fix: {
        summary: `Let the overrides of the Auto Scaling group ${name} name an image, so that it ${wanted.does}.`,
        delay: DELAY,
      },
    };
  }
  if (template === undefined) {
    const id = configuration ?? name;
    const type = configuration === undefined ? launch.by : 'launch-configuration';
    const summary = `Replace the ${type.replaceAll('-', ' ')} ${id} by a launch template that ${wanted.does}.`;
    return {
      key: `${place}/${type}/${id}:${wanted.change}`,
      resource: { type, id },
      fix: { summary, ...shared },
    };
  }
  const { slug, summary, makesDefault } = describeVersion(launch, template, wanted);
  const cli = writeCommands(subject, template, wanted, makesDefault);
  return {
    key: `${place}/launch-template/${template.id}/${slug}:${wanted.change}`,
    resource: {
      type: 'launch-template',
      id: template.id,
      ...(template.name === undefined ? {} : { name: template.name }),
    },
    fix: { summary, ...(cli === undefined ? {} : { cli }), ...shared },
  };
}

const DELAY = 'Instances that are launched afterwards have it; those that run keep what they have.';

type Template = NonNullable<LaunchOrigin['template']>;

/** The default version serves others too, so it moves only where the launch goes by it. */
function describeVersion(
  { name: group }: LaunchOrigin,
  { id, name = id, version, follows }: Template,
  { does }: LaunchChange,
): { readonly slug: string; readonly summary: string; readonly makesDefault: boolean } {
  if (follows === '$Latest') {
    const summary = `Give the launch template ${name} a newer version that ${does}; what launches by $Latest follows.`;
    return { slug: 'latest', summary, makesDefault: false };
  }
  if (follows === '$Default') {
    const summary = `Give the launch template ${name} a new default version that ${does}.`;
    return { slug: 'default', summary, makesDefault: true };
  }
  const number = String(version);
  return {
    slug: `${number}/${group}`,
    summary: `Give the launch template ${name} a version that ${does}, and let the Auto Scaling group ${group} name it in place of version ${number}.`,
    makesDefault: false,
  };
}

function writeCommands(
  { region }: Subject,
  { id, version, follows }: Template,
  { data, before = [] }: LaunchChange,
  makesDefault: boolean,
): string | undefined {
  if (data === undefined) return undefined;
  const where = `--region ${region.region} --launch-template-id ${quoteForShell(id)}`;
  // By the word: a number would undo the fix that was pasted before this one.
  const source = quoteForShell(follows ?? String(version));
  const create = `aws ec2 create-launch-template-version ${where} --source-version ${source} --launch-template-data ${quoteForShell(JSON.stringify(data))}`;
  if (!makesDefault) return [...before, create].join('\n');
  return [
    ...before,
    `version=$(${create} --query LaunchTemplateVersion.VersionNumber --output text)`,
    `aws ec2 modify-launch-template ${where} --default-version "$version"`,
  ].join('\n');
}
