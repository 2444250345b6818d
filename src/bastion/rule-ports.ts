import type { IpPermission } from '../model/aws.ts';

/** The ports by which people get into hosts. */
export const ADMIN_PORTS = [22, 3389] as const;

export type PortMatch = 'yes' | 'no' | 'unclear';

/** Whether a rule is about TCP, and about this port where one is given. */
export function matchPort({ IpProtocol, FromPort, ToPort }: IpPermission, port?: number): PortMatch {
  const protocol = IpProtocol?.toLowerCase();
  if (protocol === undefined) return 'unclear';
  if (protocol === '-1') return 'yes';
  if (protocol !== 'tcp' && protocol !== '6') return 'no';
  if (port === undefined) return 'yes';
  if (FromPort === undefined || ToPort === undefined) return 'unclear';
  return FromPort <= port && port <= ToPort ? 'yes' : 'no';
}
