export type Agent = 'likely' | 'unlikely' | 'unknown';

/** Name of the image, who owns it (an account id, or an alias), what to expect, the row that decides. */
type Row = readonly [name: string, owner: string, agent: Agent, family?: string];

/** What a page of documentation says, in our words, and the images that it decides about. */
export interface Statement {
  readonly says: string;
  readonly page: string;
  readonly rows: readonly Row[];
}

const USER_GUIDE = 'https://docs.aws.amazon.com/systems-manager/latest/userguide';
const EC2_GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide';
const EC2_API = 'https://docs.aws.amazon.com/AWSEC2/latest/APIReference';

export const PAGES = {
  list: `${USER_GUIDE}/ami-preinstalled-agent.html`,
  agent: `${USER_GUIDE}/ssm-agent.html`,
  prerequisites: `${USER_GUIDE}/session-manager-prerequisites.html`,
  ubuntu: `${USER_GUIDE}/agent-install-ubuntu-64-snap.html`,
  redHat: `${USER_GUIDE}/agent-install-rhel.html`,
  debian: `${USER_GUIDE}/agent-install-deb.html`,
  oracle: `${USER_GUIDE}/agent-install-oracle.html`,
  centos: `${USER_GUIDE}/agent-install-centos.html`,
  al2023Packages: 'https://docs.aws.amazon.com/linux/al2023/ug/image-comparison.html',
  ecsRecipe: 'https://github.com/aws/amazon-ecs-ami/blob/main/variables.pkr.hcl',
  ecsNews:
    'https://aws.amazon.com/about-aws/whats-new/2020/02/amazon-ecs-optimized-linux-2-amis-come-pre-installed-aws-systems-manager-agent/',
  eksRelease: 'https://github.com/awslabs/amazon-eks-ami/releases/tag/v20210621',
  eksIssue: 'https://github.com/aws/containers-roadmap/issues/789',
  eksRecipe:
    'https://github.com/awslabs/amazon-eks-ami/blob/main/templates/al2023/provisioners/install-worker.sh',
  eksOwners: 'https://docs.aws.amazon.com/eks/latest/userguide/add-ons-images.html',
  eksMakefile: 'https://github.com/awslabs/amazon-eks-ami/blob/main/Makefile',
  bottlerocket: 'https://github.com/bottlerocket-os/bottlerocket-control-container',
  deepLearning: 'https://docs.aws.amazon.com/dlami/latest/devguide/appendix-ami-release-notes.html',
  publishers: `${EC2_GUIDE}/sharing-amis.html`,
  ancestry: `${EC2_GUIDE}/ami-ancestry.html`,
  copying: `${EC2_GUIDE}/CopyingAMIs.html`,
  image: `${EC2_API}/API_Image.html`,
  describeImages: `${EC2_API}/API_DescribeImages.html`,
  imageMetadata: `${EC2_API}/API_DescribeInstanceImageMetadata.html`,
  imageBuilder: 'https://docs.aws.amazon.com/imagebuilder/latest/APIReference/API_SystemsManagerAgent.html',
} as const;
