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
  /** Commands that come first. */
  readonly before?: readonly string[];
  readonly terraform?: string;
}

/**
 * The launch template, or the launch configuration, as the resource to change: what it launches later follows. Neither
 * can be edited; a template gets a new version, a configuration is replaced.
 */
export function launchCause(subject: Subject, launch: LaunchOrigin, wanted: LaunchChange): Cause {
  const { accountId, region } = subject;
  const place = `${accountId}/${region.region}`;
  const { template, configuration } = launch;
  if (template === undefined) {
    const id = configuration ?? launch.name;
    const type = configuration === undefined ? launch.by : 'launch-configuration';
    return {
      key: `${place}/${type}/${id}:${wanted.change}`,
      resource: { type, id },
      fix: {
        summary: `Replace the ${type.replaceAll('-', ' ')} ${id} by a launch template that ${wanted.does}.`,
        ...(wanted.terraform === undefined ? {} : { terraform: wanted.terraform }),
        delay: DELAY,
      },
    };
  }
  const { id, name, version } = template;
  return {
    key: `${place}/launch-template/${id}/${String(version)}:${wanted.change}`,
    resource: { type: 'launch-template', id, ...(name === undefined ? {} : { name }) },
    fix: {
      summary: `Give the launch template ${name ?? id} a version that ${wanted.does}, and let what launches from it use that version.`,
      ...(wanted.data === undefined ? {} : { cli: writeCommands(subject, id, version, wanted) }),
      ...(wanted.terraform === undefined ? {} : { terraform: wanted.terraform }),
      delay: DELAY,
    },
  };
}

const DELAY = 'Instances that are launched afterwards have it; those that run keep what they have.';

function writeCommands(
  { region }: Subject,
  id: string,
  version: number,
  { data, before = [] }: LaunchChange,
): string {
  const settings = quoteForShell(JSON.stringify(data));
  const where = `--region ${region.region} --launch-template-id ${quoteForShell(id)}`;
  return [
    ...before,
    `version=$(aws ec2 create-launch-template-version ${where} --source-version ${String(version)} --launch-template-data ${settings} --query LaunchTemplateVersion.VersionNumber --output text)`,
    `aws ec2 modify-launch-template ${where} --default-version "$version"`,
  ].join('\n');
}
