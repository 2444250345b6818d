import type { LaunchConfiguration, LaunchTemplateData } from './aws-launch.ts';

/** A launch configuration says the same as a template in other words; its groups are those of its one interface. */
export function toTemplateData(configuration: LaunchConfiguration): LaunchTemplateData {
  const { ImageId, InstanceType, IamInstanceProfile, MetadataOptions } = configuration;
  const { SecurityGroups, AssociatePublicIpAddress } = configuration;
  const isArn = IamInstanceProfile?.startsWith('arn:') === true;
  return {
    ...(ImageId === undefined ? {} : { ImageId }),
    ...(InstanceType === undefined ? {} : { InstanceType }),
    ...(MetadataOptions === undefined ? {} : { MetadataOptions }),
    ...(IamInstanceProfile === undefined || IamInstanceProfile === ''
      ? {}
      : { IamInstanceProfile: isArn ? { Arn: IamInstanceProfile } : { Name: IamInstanceProfile } }),
    NetworkInterfaces: [
      {
        DeviceIndex: 0,
        ...(SecurityGroups === undefined ? {} : { Groups: SecurityGroups }),
        ...(AssociatePublicIpAddress === undefined ? {} : { AssociatePublicIpAddress }),
      },
    ],
  };
}
