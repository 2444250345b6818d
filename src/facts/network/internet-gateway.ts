import { read } from '../../model/known.ts';
import { findInternetGateway, missingGap } from './lookup.ts';
import { combineAll, failed, type HopResult, passed, undecided } from './hop-result.ts';
import { terraformBlock } from './fixes.ts';
import { gatewayProblem, noPathProblem } from './path-problems.ts';
import { judgePublicAccess } from './public-access.ts';
import type { Situation } from './situation.ts';

/**
 * An internet gateway carries IPv4 for interfaces that have a public IPv4 address themselves, while it is attached
 * to the VPC: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html
 */
export function judgeInternetGateway(
  situation: Situation,
  gatewayId: string,
  sender: { readonly subnetId: string; readonly hasPublicAddress: Situation['hasPublicAddress'] },
): HopResult {
  return combineAll([
    judgeAttachment(situation, gatewayId),
    judgePublicAddress(situation, gatewayId, sender.hasPublicAddress),
    judgePublicAccess(situation, sender.subnetId, 'own-address'),
  ]);
}

/** Whether the gateway belongs to the situation's VPC now. */
export function judgeAttachment(situation: Situation, gatewayId: string): HopResult {
  const { region, vpcId } = situation;
  const gateway = findInternetGateway(region, gatewayId);
  if (!gateway.known) return undecided(gateway.gap);
  const attachments = read(gateway.value, 'Attachments');
  if (!attachments.known) return undecided(attachments.gap);
  // The list is empty for a gateway that is attached to nothing.
  const list = attachments.value;
  const here = list?.find(({ VpcId }) => VpcId === vpcId);
  const isUnread =
    list === undefined || (here === undefined && list.some(({ VpcId }) => VpcId === undefined));
  if (isUnread || (here !== undefined && here.State === undefined)) {
    return undecided(missingGap('ec2:DescribeInternetGateways'));
  }
  const isAttached = ['available', 'attached'].includes(here?.State?.toLowerCase() ?? '');
  if (isAttached) return passed({ resource: gatewayId, detail: `Attached to ${vpcId}.` });
  return failed(
    gatewayProblem(situation, {
      type: 'internet-gateway',
      id: gatewayId,
      what: 'attach',
      message: `${gatewayId} is not attached to ${vpcId}.`,
      summary: `Attach ${gatewayId} to ${vpcId}.`,
      command: `attach-internet-gateway --internet-gateway-id ${gatewayId} --vpc-id ${vpcId}`,
      terraform: terraformBlock('aws_internet_gateway_attachment', vpcId, {
        internet_gateway_id: gatewayId,
        vpc_id: vpcId,
      }),
    }),
    { resource: gatewayId, detail: `Not attached to ${vpcId}.` },
  );
}

function judgePublicAddress(
  situation: Situation,
  gatewayId: string,
  hasPublicAddress: Situation['hasPublicAddress'],
): HopResult {
  if (!hasPublicAddress.known) return undecided(hasPublicAddress.gap);
  if (hasPublicAddress.value) {
    return passed({ resource: gatewayId, detail: 'The sending interface has a public IPv4 address.' });
  }
  return failed(
    noPathProblem(
      situation,
      `${gatewayId}:no-public-address`,
      `The default route leads to ${gatewayId}, but the sending interface has no public IPv4 address`,
    ),
    { resource: gatewayId, detail: 'The sending interface has no public IPv4 address.' },
  );
}
