import { type Gap, type Known, known, read, unknown } from '../../model/known.ts';
import { findSubnet } from './lookup.ts';
import { ask, type HopResult, passed, failed, undecided } from './hop-result.ts';
import { terraformBlock } from './fixes.ts';
import { gatewayProblem } from './path-problems.ts';
import type { Situation } from './situation.ts';

type Exclusion = 'allow-bidirectional' | 'allow-egress';

/**
 * VPC Block Public Access, for traffic of a subnet through an internet gateway. `block-bidirectional` stops all of it;
 * `block-ingress` leaves NAT gateways alone but stops interfaces that use their own public address:
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html, by example in
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-example.html
 */
export function judgePublicAccess(
  situation: Situation,
  subnetId: string | undefined,
  user: 'own-address' | 'nat-gateway',
): HopResult {
  const mode = readMode(situation, subnetId);
  if (!mode.known) return undecided(mode.gap);
  const { vpcId } = situation;
  if (mode.value === 'off') {
    return passed({ resource: subnetId ?? vpcId, detail: 'VPC Block Public Access is off here.' });
  }
  if (mode.value === 'block-ingress' && user === 'nat-gateway') {
    return passed({
      resource: subnetId ?? vpcId,
      detail: 'VPC Block Public Access stops inbound traffic only.',
    });
  }
  if (mode.value !== 'block-ingress' && mode.value !== 'block-bidirectional') {
    return undecided(ask(`What does the VPC Block Public Access mode ${mode.value} let through?`));
  }

  const exclusion = readExclusion(situation, subnetId);
  if (!exclusion.known) return undecided(exclusion.gap);
  if (exclusion.value === undefined) return blocked(situation, mode.value);
  const { id, kind, isOfVpc } = exclusion.value;
  const evidence = { resource: id, detail: `Excludes this network from VPC Block Public Access (${kind}).` };
  if (kind === 'allow-bidirectional' && (isOfVpc || user === 'own-address')) return passed(evidence);
  if (kind === 'allow-egress' && isOfVpc && user === 'nat-gateway') return passed(evidence);
  // An exclusion for egress lets NAT gateways out, not interfaces with public addresses of their own.
  if (kind === 'allow-egress' && user === 'own-address') return blocked(situation, mode.value);
  return undecided(ask(`Does exclusion ${id} of VPC Block Public Access let this traffic out?`), evidence);
}

/** The subnet says which mode is in force for it; older answers leave only the account's own mode. */
function readMode({ region }: Situation, subnetId: string | undefined): Known<string> {
  if (subnetId !== undefined) {
    const subnet = findSubnet(region, subnetId);
    if (!subnet.known) return subnet;
    const states = read(subnet.value, 'BlockPublicAccessStates');
    if (states.known && states.value?.InternetGatewayBlockMode !== undefined) {
      return known(states.value.InternetGatewayBlockMode);
    }
  }
  const options = region.VpcBlockPublicAccessOptions;
  if (!options.known) return options;
  if (options.value.State === 'update-in-progress') {
    return unknown(ask('Which VPC Block Public Access mode will be in force? It is being changed.'));
  }
  const mode = options.value.InternetGatewayBlockMode;
  return mode === undefined
    ? unknown({ kind: 'not-collected', action: 'ec2:DescribeVpcBlockPublicAccessOptions' })
    : known(mode);
}

interface FoundExclusion {
  readonly id: string;
  readonly kind: Exclusion;
  readonly isOfVpc: boolean;
}

function readExclusion(
  { region, vpcId }: Situation,
  subnetId: string | undefined,
): Known<FoundExclusion | undefined> {
  const list = region.VpcBlockPublicAccessExclusions;
  if (!list.known) return list;
  const found: FoundExclusion[] = [];
  for (const { ExclusionId, InternetGatewayExclusionMode, ResourceArn, State } of list.value) {
    const isOfVpc = ResourceArn?.endsWith(`:vpc/${vpcId}`) === true;
    const isOfSubnet = subnetId !== undefined && ResourceArn?.endsWith(`:subnet/${subnetId}`) === true;
    if (ResourceArn !== undefined && !isOfVpc && !isOfSubnet) continue;
    const id = ExclusionId ?? 'exclusion';
    if (State === 'delete-complete' || State === 'create-failed') continue;
    if (ResourceArn === undefined) return unknown(changing(id));
    if (State !== 'create-complete' && State !== 'update-complete') return unknown(changing(id));
    if (
      InternetGatewayExclusionMode === 'allow-bidirectional' ||
      InternetGatewayExclusionMode === 'allow-egress'
    ) {
      found.push({ id, kind: InternetGatewayExclusionMode, isOfVpc });
    } else return unknown(changing(id));
  }
  return known(found.find(({ kind }) => kind === 'allow-bidirectional') ?? found[0]);
}

function changing(id: string): Gap {
  return ask(`Is exclusion ${id} of VPC Block Public Access in force?`);
}

function blocked(situation: Situation, mode: string): HopResult {
  const { vpcId } = situation;
  return failed(
    gatewayProblem(situation, {
      type: 'vpc',
      id: vpcId,
      what: 'exclude-from-block-public-access',
      message: `VPC Block Public Access (${mode}) stops the way through the internet gateway of ${vpcId}.`,
      summary: `Exclude ${vpcId} from VPC Block Public Access, or give it interface endpoints.`,
      command: `create-vpc-block-public-access-exclusion --vpc-id ${vpcId} --internet-gateway-exclusion-mode allow-bidirectional`,
      terraform: terraformBlock('aws_vpc_block_public_access_exclusion', vpcId, {
        vpc_id: vpcId,
        internet_gateway_exclusion_mode: 'allow-bidirectional',
      }),
    }),
    { resource: vpcId, detail: `VPC Block Public Access is ${mode}.` },
  );
}
