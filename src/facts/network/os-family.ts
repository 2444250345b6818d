import type { Subject } from '../../model/inventory.ts';
import { read } from '../../model/known.ts';

/** Operating systems by the ephemeral ports that they use. */
export type OsFamily = 'linux' | 'windows' | 'macos' | 'either';

/** EC2 says `windows` or nothing at all; macOS runs on instance types of its own. */
export function readOsFamily({ instance }: Subject): OsFamily {
  const platform = read(instance, 'Platform');
  if (!platform.known) return 'either';
  if (platform.value?.toLowerCase() === 'windows') return 'windows';
  const type = read(instance, 'InstanceType');
  if (!type.known) return 'either';
  return type.value?.startsWith('mac') === true ? 'macos' : 'linux';
}
