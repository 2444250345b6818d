import { DEFAULT_HOST_MANAGEMENT_MINIMUM } from '../../data/agent-versions.ts';
import type { RoleDetail, ServiceSetting } from '../../model/aws.ts';
import type { IamInventory, Subject } from '../../model/inventory.ts';
import { chainKnown, known, mapKnown, unknown, type Known } from '../../model/known.ts';
import { memoize } from '../memo.ts';
import { indexBy } from '../../model/index-by.ts';
import { registrationOf } from '../agent/registration.ts';
import { isAtLeast } from '../agent/version.ts';
import { trustsSystemsManager } from './role-trust.ts';

/**
 * Default Host Management Configuration of the instance's Region. `unusable`: it is on, but cannot serve this
 * instance. `detail` is one sentence for people.
 */
export type DefaultHostManagement =
  | { readonly state: 'off'; readonly detail: string }
  | { readonly state: 'on'; readonly detail: string; readonly role: RoleDetail }
  | {
      readonly state: 'unusable';
      readonly detail: string;
      readonly role: RoleDetail;
      readonly obstacle: 'trust';
      readonly word: 'implicit-deny' | 'explicit-deny';
    }
  | {
      readonly state: 'unusable';
      readonly detail: string;
      readonly role: RoleDetail;
      readonly obstacle: 'agent-version';
    };

/**
 * Reads the setting and checks that it can serve: its value is `service-role/NAME`, and only a NAME that is a role
 * counts as on, since AWS does not document how "off" looks. A planned instance has no account to ask: assumed off.
 */
export function findDefaultHostManagement(subject: Subject): Known<DefaultHostManagement> {
  const setting = subject.region.ServiceSetting;
  if (subject.planned && !setting.known && setting.gap.kind === 'not-collected') {
    return known(subject.assumesHostManagement === true ? assumedOn(subject) : ASSUMED_OFF);
  }
  return chainKnown(setting, (value) =>
    chainKnown(
      readSetting(value, subject.iam, subject.region.region),
      (management): Known<DefaultHostManagement> =>
        management.state === 'on' ? checkVersion(subject, management) : known(management),
    ),
  );
}

const ASSUMED_OFF: DefaultHostManagement = {
  state: 'off',
  detail: 'Default Host Management is assumed to be off, since a plan does not show it.',
};

/** The role that Systems Manager makes for the setting, with the policy that it attaches. */
function assumedOn({ accountId, partition }: Subject): DefaultHostManagement {
  const RoleName = 'AWSSystemsManagerDefaultEC2InstanceManagementRole';
  const PolicyName = 'AmazonSSMManagedEC2InstanceDefaultPolicy';
  return {
    state: 'on',
    role: {
      RoleName,
      Arn: `arn:${partition}:iam::${accountId}:role/service-role/${RoleName}`,
      RolePolicyList: [],
      AttachedManagedPolicies: [{ PolicyName, PolicyArn: `arn:${partition}:iam::aws:policy/${PolicyName}` }],
    },
    detail: 'The configuration assumes that Default Host Management is on.',
  };
}

const NO_ROLE = new Set(['', '$none', 'none']);

/** What the setting says whatever the instance; one answer for all of the Region. */
const readSetting = memoize(findSettingRole);

function findSettingRole(
  setting: ServiceSetting,
  iam: IamInventory,
  region: string,
): Known<DefaultHostManagement> {
  // What AWS calls anything but the default has a value.
  if (setting.SettingValue === undefined && setting.Status !== undefined && setting.Status !== 'Default') {
    return unknown({ kind: 'not-collected', action: 'ssm:GetServiceSetting' });
  }
  const value = setting.SettingValue ?? '';
  const off: Known<DefaultHostManagement> = known({
    state: 'off',
    detail: `Default Host Management is off in ${region}.`,
  });
  if (NO_ROLE.has(value.toLowerCase())) return off;
  const name = value.slice(value.lastIndexOf('/') + 1);
  return chainKnown(iam.RoleDetailList, (roles) => {
    const role = indexBy(roles, 'RoleName').get(name);
    if (role !== undefined) return checkTrust(role, region);
    if (setting.Status === 'Default') return off;
    return unknown({
      kind: 'not-visible',
      question: `Default Host Management in ${region} names the role ${name}: does that role exist?`,
    });
  });
}

function checkTrust(role: RoleDetail, region: string): Known<DefaultHostManagement> {
  return chainKnown(trustsSystemsManager(role), (word): Known<DefaultHostManagement> =>
    word === 'allow'
      ? known({
          state: 'on',
          role,
          detail: `Default Host Management is on in ${region} with the role ${role.RoleName ?? ''}.`,
        })
      : known({
          state: 'unusable',
          role,
          obstacle: 'trust',
          word,
          detail: `Default Host Management names the role ${role.RoleName ?? ''}, whose trust policy does not let ssm.amazonaws.com assume it.`,
        }),
  );
}

/** An agent that never registered has no known version; then the setting counts as able to serve it. */
function checkVersion(
  subject: Subject,
  on: Extract<DefaultHostManagement, { readonly state: 'on' }>,
): Known<DefaultHostManagement> {
  return chainKnown(registrationOf(subject), (registration): Known<DefaultHostManagement> => {
    const version = registration?.AgentVersion;
    if (version === undefined) return known(on);
    return mapKnown(isAtLeast(version, DEFAULT_HOST_MANAGEMENT_MINIMUM), (isEnough) =>
      isEnough
        ? on
        : {
            state: 'unusable',
            role: on.role,
            obstacle: 'agent-version',
            detail: `Default Host Management is on in ${subject.region.region}, but agent ${version} is older than ${DEFAULT_HOST_MANAGEMENT_MINIMUM}, the first that uses it.`,
          },
    );
  });
}
