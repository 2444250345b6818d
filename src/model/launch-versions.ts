import type { LaunchTemplate, LaunchTemplateSpecification, LaunchTemplateVersion } from './aws-launch.ts';
import { indexBy } from './index-by.ts';
import type { RegionInventory } from './inventory.ts';
import { chainKnown, known, unknown, type Known } from './known.ts';

export interface TemplateVersion {
  readonly template: LaunchTemplate;
  readonly version: number;
}

/** The version that a launch would take now: `$Latest` and `$Default` move. */
export function findVersionNumber(
  { LaunchTemplates }: Pick<RegionInventory, 'LaunchTemplates'>,
  specification: LaunchTemplateSpecification,
): Known<TemplateVersion> {
  return chainKnown(LaunchTemplates, (templates) => {
    const template = findTemplate(templates, specification);
    const { LaunchTemplateId, LaunchTemplateName, Version = '$Default' } = specification;
    const wanted = LaunchTemplateId ?? LaunchTemplateName ?? '';
    if (template === undefined) {
      const question = `EC2 does not list the launch template ${wanted}: was it deleted? Then nothing is launched.`;
      return unknown({ kind: 'not-visible', question });
    }
    const version = numberOf(template, Version);
    return version === undefined
      ? unknown({
          kind: 'not-visible',
          question: `Which version of the launch template ${wanted} is ${Version}?`,
        })
      : known({ template, version });
  });
}

export function findTemplate(
  templates: readonly LaunchTemplate[],
  { LaunchTemplateId, LaunchTemplateName = '' }: LaunchTemplateSpecification,
): LaunchTemplate | undefined {
  return LaunchTemplateId === undefined
    ? indexBy(templates, 'LaunchTemplateName').get(LaunchTemplateName)
    : indexBy(templates, 'LaunchTemplateId').get(LaunchTemplateId);
}

function numberOf(
  { DefaultVersionNumber, LatestVersionNumber }: LaunchTemplate,
  word: string,
): number | undefined {
  if (word === '$Latest') return LatestVersionNumber;
  if (word === '$Default') return DefaultVersionNumber;
  return /^[1-9]\d*$/.test(word) ? Number(word) : undefined;
}

const indexes = new WeakMap<readonly LaunchTemplateVersion[], Map<string, LaunchTemplateVersion>>();

/** By template and number; one index for each list, as in {@link indexBy}. */
export function findVersion(
  versions: readonly LaunchTemplateVersion[],
  templateId: string,
  version: number,
): LaunchTemplateVersion | undefined {
  let index = indexes.get(versions);
  if (index === undefined) {
    index = new Map(
      versions.map((one) => [keyOf(one.LaunchTemplateId ?? '', one.VersionNumber ?? 0), one] as const),
    );
    indexes.set(versions, index);
  }
  return index.get(keyOf(templateId, version));
}

function keyOf(templateId: string, version: number): string {
  return `${templateId} ${String(version)}`;
}
