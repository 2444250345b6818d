import { SERVICES, type Service } from '../../model/path.ts';
import { shareSituation, type Situation } from './situation.ts';

type Extra = NonNullable<Situation['wanted']>;

const NAMES: Readonly<Record<Extra, string>> = {
  kms: 'AWS KMS',
  logs: 'CloudWatch Logs',
  s3: 'Amazon S3',
  ec2messages: 'ec2messages',
};

/** The situation as the questions and fixes of one service see it; the two services of a session share theirs. */
export function situationFor(situation: Situation, service: Service): Situation {
  return isExtra(service) ? shareSituation({ ...situation, wanted: service }) : situation;
}

/** What the path is for, in the words of questions and problems. */
export function nameWanted({ wanted }: Situation): string {
  return wanted === undefined ? 'Systems Manager' : NAMES[wanted];
}

/** The services that endpoints would have to be made for, where nothing leads to the public addresses. */
export function listWanted({ wanted }: Situation): readonly Service[] {
  return wanted === undefined ? SERVICES : [wanted];
}

function isExtra(service: Service): service is Extra {
  return service in NAMES;
}
