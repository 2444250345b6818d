import { describe, expect, it } from 'vitest';
import { recogniseParameter } from '../../../src/facts/image/parameter.ts';
import { recogniseImage } from '../../../src/facts/image/recognise.ts';
import { known } from '../../../src/model/known.ts';
import { buildSubject } from '../../support/subject.ts';

const recognise = (ImageId: string) => recogniseImage(buildSubject({ instance: { ImageId }, planned: true }));
const LINUX = '/aws/service/ami-amazon-linux-latest';
const WINDOWS = '/aws/service/ami-windows-latest';

describe('parameters of AWS say by their names what they hold', () => {
  it.each([
    [`${LINUX}/al2023-ami-kernel-default-x86_64`, 'likely', '2023'],
    [`${LINUX}/al2023-ami-kernel-6.12-arm64`, 'likely', '2023'],
    [`${LINUX}/al2023-ami-minimal-kernel-default-arm64`, 'unlikely', '2023'],
    [`${LINUX}/amzn2-ami-hvm-x86_64-gp2`, 'likely', '2'],
    [`${LINUX}/amzn2-ami-kernel-5.10-hvm-arm64-gp2`, 'likely', '2'],
    [`${LINUX}/amzn2-ami-minimal-hvm-x86_64-ebs`, 'unlikely', '2'],
    [`${WINDOWS}/Windows_Server-2022-English-Full-Base`, 'likely', undefined],
    [`${WINDOWS}/TPM-Windows_Server-2022-English-Core-Base`, 'likely', undefined],
    [`${WINDOWS}/Windows_Server-2016-English-Core-Base:3`, 'likely', undefined],
  ])('%s: %s', (name, agent, release) => {
    const image = recognise(`resolve:ssm:${name}`);
    expect(image).toMatchObject({ known: true, value: { agent } });
    expect(image.known && image.value.system?.release).toBe(release);
  });
});

describe('any other one may hold any image', () => {
  it.each([
    '/golden/image',
    `${LINUX}/al2023-ami-neuron`,
    `${LINUX}/amzn-ami-hvm-x86_64-gp2`,
    `${WINDOWS}/Windows_Server-2012-R2_RTM-English-64Bit-Base`,
    `${WINDOWS}/Windows_Server-2016-English-Nano-Base`,
    `/mine${LINUX}/al2023-ami-kernel-default-x86_64`,
    'arn:aws:ssm:eu-west-1:111122223333:parameter/golden',
  ])('%s', (name) => {
    const question = `Which image does the parameter ${name} hold, and does it ship the agent?`;
    const gap = { kind: 'not-visible', question };
    for (const end of ['', ':3', ':prod']) {
      expect(recognise(`resolve:ssm:${name}${end}`), end).toMatchObject({ known: false, gap });
    }
  });
});

it('an image by its id is none of these', () => {
  expect(recogniseParameter(buildSubject())).toBeUndefined();
  expect(recognise('ami-0aaaaaaaaaaaaaaaa')).toMatchObject(known({ agent: 'likely' }));
});
