import type { BastionReport } from '../../model/bastion.ts';
import { indent, type Line, paragraph } from '../table-line.ts';
import { item, section } from './table-parts.ts';
import { bastionWord, nameHost } from './words.ts';

const SHOWN = 5;

/** The bastions with what speaks for their being one. */
export function renderBastions({ bastions, candidates }: BastionReport, width: number): Line[] {
  const shown = candidates.slice(0, SHOWN);
  return [
    ...section(
      bastions.length === 1 ? 'BASTION' : 'BASTIONS',
      bastions.flatMap((bastion) => [
        ...indent(
          2,
          paragraph(
            `${nameHost(bastion)} · ${bastion.accountId}/${bastion.region} · ${bastion.state} · ${bastion.confidence} · ${bastionWord(bastion.verdict)}`,
            { width: width - 2, hang: 2 },
          ),
        ),
        ...bastion.evidence.flatMap(({ resource, detail }) => item(`${resource}: ${detail}`, width, 4)),
      ]),
    ),
    ...section('NOT JUDGED, BUT MAY BE BASTIONS (name them with --bastion)', [
      ...shown.flatMap((host) =>
        item(
          `${nameHost(host)}, ${host.region}: ${host.evidence.map(({ detail }) => detail).join(' ')}`,
          width,
        ),
      ),
      ...(candidates.length > SHOWN ? item(`and ${candidates.length - SHOWN} more`, width) : []),
    ]),
  ];
}

export function renderWays({ otherWays }: BastionReport, width: number): Line[] {
  return section(
    'OTHER WAYS IN THAT ARE THERE',
    otherWays.flatMap(({ kind, id, region, vpcId }) =>
      item(
        `${kind === 'client-vpn' ? 'Client VPN' : 'EC2 Instance Connect'} endpoint ${id}, ${region}${vpcId === undefined ? '' : `, ${vpcId}`}`,
        width,
      ),
    ),
  );
}
