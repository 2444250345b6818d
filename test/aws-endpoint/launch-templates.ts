import type { LaunchTemplate } from '../../src/model/aws-launch.ts';
import { type Call, type Handler, listOf, require, textOf } from './call.ts';
import { page } from './ec2-listings.ts';
import { pick } from './entities.ts';
import { ServiceError } from './errors.ts';
import type { PageRange } from './paging.ts';

const PAGE: PageRange = { min: 1, max: 200, fallback: 200 };
const UNKNOWN_ID = 'InvalidLaunchTemplateId.NotFound';

const describeLaunchTemplates: Handler = (call) => {
  const all = require(call, call.region.LaunchTemplates);
  const ids = listOf(call.input, 'LaunchTemplateIds');
  const { items, NextToken } = page(
    call,
    ids.length > 0 ? pick(all, ids, 'LaunchTemplateId', UNKNOWN_ID) : all,
    PAGE,
  );
  return { LaunchTemplates: items, NextToken };
};

/** Of one template any version; of all of them the latest and the default ones, and no numbers. */
const describeLaunchTemplateVersions: Handler = (call) => {
  const versions = require(call, call.region.LaunchTemplateVersions);
  const asked = listOf(call.input, 'Versions').map(String);
  const id = textOf(call.input, 'LaunchTemplateId');
  if (id === undefined && (asked.length === 0 || asked.some((word) => !word.startsWith('$')))) {
    throw new ServiceError(
      'InvalidParameterValue',
      'Without a launch template, Versions holds $Latest or $Default.',
    );
  }
  const chosen = require(call, call.region.LaunchTemplates)
    .filter(({ LaunchTemplateId }) => id === undefined || LaunchTemplateId === id)
    .flatMap((template) => {
      const numbers = new Set(asked.map((word) => numberOf(template, word)));
      return versions
        .filter(({ LaunchTemplateId }) => LaunchTemplateId === template.LaunchTemplateId)
        .filter(({ VersionNumber }) => asked.length === 0 || numbers.has(VersionNumber));
    });
  const { items, NextToken } = page(call, chosen, PAGE);
  return { LaunchTemplateVersions: items, NextToken };
};

function numberOf(template: LaunchTemplate, word: string): number | undefined {
  if (word === '$Latest') return template.LatestVersionNumber;
  return word === '$Default' ? template.DefaultVersionNumber : Number(word);
}

export const LAUNCH_TEMPLATE_HANDLERS: Readonly<Record<string, Handler>> = {
  DescribeLaunchTemplates: describeLaunchTemplates,
  DescribeLaunchTemplateVersions: describeLaunchTemplateVersions,
  GetInstanceMetadataDefaults: (call: Call) => ({
    AccountLevel: require(call, call.region.InstanceMetadataDefaults),
  }),
};
