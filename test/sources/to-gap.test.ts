import { describe, expect, it } from 'vitest';
import { readPages } from '../../src/sources/aws/ask.ts';
import { toGap } from '../../src/sources/aws/to-gap.ts';
import { toPlain } from '../../src/sources/aws/to-plain.ts';
import { callOf } from '../../src/sources/calls.ts';

function errorNamed(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

describe('toGap', () => {
  it.each(['UnauthorizedOperation', 'AccessDenied', 'AccessDeniedException'])('calls %s denied', (name) => {
    expect(toGap(errorNamed(name), 'ec2:DescribeVpcs')).toEqual({
      kind: 'denied',
      action: 'ec2:DescribeVpcs',
    });
  });

  it.each(['RequestLimitExceeded', 'ThrottlingException', 'TimeoutError', 'InternalError'])(
    'keeps %s as an error',
    (name) => {
      expect(toGap(errorNamed(name, 'first line\nsecond'), 'a:B')).toEqual({
        kind: 'api-error',
        action: 'a:B',
        code: name,
        message: 'first line',
      });
    },
  );

  it('names a socket error by its code', () => {
    const refused = Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' });
    expect(toGap(refused, 'a:B')).toMatchObject({ kind: 'api-error', code: 'ECONNREFUSED' });
  });
});

describe('readPages', () => {
  const call = callOf('DescribeVpcs');
  const pages = [
    { Vpcs: [{ VpcId: 'vpc-1' }], NextToken: 'a' },
    { Vpcs: [], NextToken: 'b' },
    { NextToken: 'c' },
    { Vpcs: [{ VpcId: 'vpc-2' }] },
  ];

  it('goes on over empty pages until there is no token', async () => {
    const inputs: object[] = [];
    const answer = await readPages(call, {}, async (input) => {
      inputs.push(input);
      return pages[inputs.length - 1] ?? {};
    });
    expect(answer).toMatchObject({ known: true, value: { Vpcs: [{ VpcId: 'vpc-1' }, { VpcId: 'vpc-2' }] } });
    expect(inputs).toEqual([
      { MaxResults: 1000 },
      { MaxResults: 1000, NextToken: 'a' },
      { MaxResults: 1000, NextToken: 'b' },
      { MaxResults: 1000, NextToken: 'c' },
    ]);
  });

  it('makes the whole answer a gap when a later page fails', async () => {
    let sent = 0;
    const answer = await readPages(call, {}, async () => {
      sent += 1;
      if (sent === 2) throw errorNamed('RequestLimitExceeded');
      return { Vpcs: [{ VpcId: 'vpc-1' }], NextToken: 'a' };
    });
    expect(answer).toEqual({
      known: false,
      gap: { kind: 'api-error', action: 'ec2:DescribeVpcs', code: 'RequestLimitExceeded', message: 'no' },
    });
  });

  it('does not circle when a token comes back', async () => {
    const answer = await readPages(call, {}, async () => ({ Vpcs: [], NextToken: 'a' }));
    expect(answer).toMatchObject({ known: false, gap: { code: 'BrokenPaging' } });
  });

  it('stops at IsTruncated false, whatever the marker says', async () => {
    const answer = await readPages(callOf('ListInstanceProfiles'), {}, async () => ({
      InstanceProfiles: [],
      IsTruncated: false,
      Marker: 'left over',
    }));
    expect(answer).toMatchObject({ known: true });
  });

  it('does not take a list for whole that says it is not', async () => {
    const answer = await readPages(callOf('ListInstanceProfiles'), {}, async () => ({
      InstanceProfiles: [],
      IsTruncated: true,
    }));
    expect(answer).toMatchObject({ known: false, gap: { code: 'BrokenPaging' } });
  });

  it('takes "no such document" for an answer', async () => {
    const answer = await readPages(callOf('GetDocument'), {}, async () => {
      throw errorNamed('InvalidDocument');
    });
    expect(answer).toEqual({ known: true, value: undefined });
  });
});

describe('toPlain', () => {
  it('writes times as text and drops what the transport added', () => {
    const answer = {
      $metadata: { requestId: 'r' },
      Vpcs: [{ CreatedAt: new Date(0), Gone: undefined, Deep: [{ At: new Date(1) }] }],
    };
    expect(toPlain(answer)).toEqual({
      Vpcs: [{ CreatedAt: '1970-01-01T00:00:00.000Z', Deep: [{ At: '1970-01-01T00:00:00.001Z' }] }],
    });
  });
});
