import { IMAGE_PARAMETERS } from '../../data/ami/parameters.ts';
import type { Subject } from '../../model/inventory.ts';
import { known, read, unknown, type Known } from '../../model/known.ts';
import type { ImageJudgement } from './recognise.ts';

const ALIAS = 'resolve:ssm:';

/**
 * An image that a launch template names by a parameter of Systems Manager, which EC2 looks up at each launch. AWS's own
 * parameters say by their names what they hold; anybody else's may hold any image. `undefined`: not such an image.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/using-systems-manager-parameters.html
 */
export function recogniseParameter(subject: Subject): Known<ImageJudgement> | undefined {
  const image = read(subject.instance, 'ImageId');
  if (!image.known || image.value?.startsWith(ALIAS) !== true) return undefined;
  const name = nameIn(image.value.slice(ALIAS.length));
  const row = IMAGE_PARAMETERS.find((one) => one.name.test(name));
  if (row === undefined) {
    const question = `Which image does the parameter ${name} hold, and does it ship the agent?`;
    return unknown({ kind: 'not-visible', question });
  }
  const ships = row.agent === 'likely' ? 'which ships the agent' : 'which does not ship the agent';
  return known({
    agent: row.agent,
    imageId: image.value,
    family: row.family,
    why: `${name} holds the newest ${row.family}, ${ships}, by ${row.source} (${row.read}).`,
    ...(row.system === undefined ? {} : { system: row.system }),
  });
}

/** A version or a label may follow a colon; of another account's parameter, the name is an ARN. */
function nameIn(alias: string): string {
  const [name = alias] = /^(?:arn:[^:]*:ssm:[^:]*:[^:]*:)?[^:]*/.exec(alias) ?? [];
  return name;
}
