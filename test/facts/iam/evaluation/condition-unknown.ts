import type { Word } from '../../../../src/facts/iam/evaluate.ts';
import { allow, deny } from './case.ts';
import type { StatementFields } from './case.ts';

const when = (condition: Readonly<Record<string, unknown>>): StatementFields => ({ Condition: condition });

/** Statements whose unknown keys are filled together: one filling holds for all of them. */
export const UNKNOWN_TOGETHER: (readonly [
  says: string,
  word: Word,
  statements: readonly StatementFields[],
])[] = [
  [
    'equal or not equal',
    'allow',
    [allow(when({ StringEquals: { k: 'a' } })), allow(when({ StringNotEquals: { k: 'a' } }))],
  ],
  [
    'a value that is listed twice',
    'allow',
    [allow(when({ StringEquals: { k: 'a' } })), allow(when({ StringNotEquals: { k: ['a', 'a'] } }))],
  ],
  [
    'equal to one or not to a second',
    'conditional',
    [allow(when({ StringEquals: { k: 'a' } })), allow(when({ StringNotEquals: { k: ['a', 'b'] } }))],
  ],
  [
    'equal under two keys',
    'conditional',
    [allow(when({ StringEquals: { k: 'a' } })), allow(when({ StringNotEquals: { l: 'a' } }))],
  ],
  [
    'like or not like',
    'allow',
    [allow(when({ StringLike: { k: 'a*' } })), allow(when({ StringNotLike: { k: 'a*' } }))],
  ],
  [
    'absent or anything',
    'allow',
    [allow(when({ Null: { k: 'true' } })), allow(when({ StringLike: { k: '*' } }))],
  ],
  [
    'absent or present',
    'allow',
    [allow(when({ Null: { k: 'true' } })), allow(when({ Null: { k: 'false' } }))],
  ],
  [
    'true or false, but it may be absent',
    'conditional',
    [allow(when({ Bool: { k: 'true' } })), allow(when({ Bool: { k: 'false' } }))],
  ],
  [
    'true or false or absent',
    'allow',
    [allow(when({ Bool: { k: 'true' } })), allow(when({ BoolIfExists: { k: 'false' } }))],
  ],
  [
    'below or not below',
    'allow',
    [
      allow(when({ NumericLessThanIfExists: { k: '5' } })),
      allow(when({ NumericGreaterThanEquals: { k: '5' } })),
    ],
  ],
  [
    'below or above leaves the point itself',
    'conditional',
    [allow(when({ NumericLessThanIfExists: { k: '5' } })), allow(when({ NumericGreaterThan: { k: '5' } }))],
  ],
  [
    'two thresholds that overlap',
    'allow',
    [allow(when({ NumericLessThanIfExists: { k: '7' } })), allow(when({ NumericGreaterThan: { k: '3' } }))],
  ],
  [
    'two thresholds with a gap',
    'conditional',
    [allow(when({ NumericLessThanIfExists: { k: '3' } })), allow(when({ NumericGreaterThan: { k: '7' } }))],
  ],
  [
    'before or from a date on',
    'allow',
    [
      allow(when({ DateLessThanIfExists: { k: '2024-01-01' } })),
      allow(when({ DateGreaterThanEquals: { k: '1704067200' } })),
    ],
  ],
  [
    'inside or outside of a range',
    'allow',
    [allow(when({ IpAddress: { k: '10.0.0.0/8' } })), allow(when({ NotIpAddress: { k: '10.0.0.0/8' } }))],
  ],
  [
    'any address of both families',
    'allow',
    [allow(when({ IpAddressIfExists: { k: ['0.0.0.0/0', '::/0'] } }))],
  ],
  [
    'any IPv4 address is not any address',
    'conditional',
    [allow(when({ IpAddressIfExists: { k: '0.0.0.0/0' } }))],
  ],
  [
    'two halves of IPv4 or outside of them',
    'allow',
    [
      allow(when({ IpAddress: { k: ['0.0.0.0/1', '128.0.0.0/1'] } })),
      allow(when({ NotIpAddress: { k: '0.0.0.0/0' } })),
    ],
  ],
  [
    'a half that lacks one address',
    'conditional',
    [
      allow(when({ IpAddress: { k: ['0.0.0.0/1', '128.0.0.0/2', '192.0.0.1/32'] } })),
      allow(when({ NotIpAddress: { k: '0.0.0.0/0' } })),
    ],
  ],
  [
    'inside of the narrow and outside of the wide range',
    'implicit-deny',
    [allow(when({ IpAddress: { k: '10.1.0.0/16' }, NotIpAddress: { k: '10.0.0.0/8' } }))],
  ],
  [
    'inside of the wide and outside of the narrow range',
    'conditional',
    [allow(when({ IpAddress: { k: '10.0.0.0/8' }, NotIpAddress: { k: '10.1.0.0/16' } }))],
  ],
  [
    'the upper end of IPv6',
    'implicit-deny',
    [allow(when({ IpAddress: { k: 'ffff::/16' }, NotIpAddress: { k: 'f000::/4' } }))],
  ],
  [
    'inside of the wide range, past two halves of it',
    'conditional',
    [allow(when({ IpAddress: { k: '10.0.0.0/7' }, NotIpAddress: { k: ['10.0.0.0/9', '10.128.0.0/9'] } }))],
  ],
  [
    'strictly between two thresholds',
    'conditional',
    [allow(when({ NumericGreaterThan: { k: '3' }, NumericLessThan: { k: '7' } }))],
  ],
  [
    'one value cannot equal two texts',
    'implicit-deny',
    [allow(when({ StringEquals: { k: 'a' }, StringLike: { k: 'b' } }))],
  ],
  [
    'but a key that a set qualifier shows to hold several is open',
    'conditional',
    [
      allow(
        when({ StringEquals: { k: 'a' }, StringLike: { k: 'b' }, 'ForAnyValue:StringEquals': { k: 'c' } }),
      ),
    ],
  ],
  [
    'any value or none of it',
    'allow',
    [
      allow(when({ 'ForAnyValue:StringEquals': { k: 'a' } })),
      allow(when({ 'ForAllValues:StringNotEquals': { k: 'a' } })),
    ],
  ],
  [
    'all values or some other',
    'allow',
    [
      allow(when({ 'ForAllValues:StringEquals': { k: 'a' } })),
      allow(when({ 'ForAnyValue:StringNotEquals': { k: 'a' } })),
    ],
  ],
  [
    'all values or none of them',
    'conditional',
    [
      allow(when({ 'ForAllValues:StringEquals': { k: 'a' } })),
      allow(when({ 'ForAllValues:StringNotEquals': { k: 'a' } })),
    ],
  ],
  [
    'denied whether equal or not',
    'explicit-deny',
    [allow(), deny(when({ StringEquals: { k: 'a' } })), deny(when({ StringNotEquals: { k: 'a' } }))],
  ],
  [
    'allowed under what is denied',
    'conditional',
    [allow(when({ StringEquals: { k: 'a' } })), deny(when({ StringEquals: { k: 'a' } }))],
  ],
  [
    'allowed if equal, denied if not',
    'conditional',
    [allow(when({ StringEquals: { k: 'a' } })), deny(when({ StringNotEquals: { k: 'a' } }))],
  ],
  [
    'a Deny that an always true condition carries',
    'explicit-deny',
    [allow(), deny(when({ StringLikeIfExists: { k: '*' } }))],
  ],
  [
    'a Deny that nothing can meet',
    'allow',
    [allow(), deny(when({ StringEquals: { k: 'a' }, StringNotEquals: { k: 'a' } }))],
  ],
  [
    'keys that differ in case are one key',
    'allow',
    [
      allow(when({ StringEquals: { 'aws:SourceVpc': 'v' } })),
      allow(when({ StringNotEquals: { 'AWS:sourcevpc': 'v' } })),
    ],
  ],
  [
    'two patterns that no text meets at once',
    'implicit-deny',
    [allow(when({ StringLike: { k: 'a*' }, StringLikeIfExists: { k: 'b*' } }))],
  ],
  [
    'two patterns that some text meets at once',
    'conditional',
    [allow(when({ StringLike: { k: 'a*' }, StringLikeIfExists: { k: '*b' } }))],
  ],
  [
    'a narrow pattern or outside of a wide one leaves a gap',
    'conditional',
    [allow(when({ StringLike: { k: 'ab*' } })), allow(when({ StringNotLike: { k: 'a*' } }))],
  ],
  [
    'a wide pattern or outside of a narrow one',
    'allow',
    [allow(when({ StringLike: { k: 'a*' } })), allow(when({ StringNotLike: { k: 'ab*' } }))],
  ],
  [
    'one character or not one character',
    'allow',
    [
      allow(when({ StringLike: { k: '?' } })),
      allow(when({ StringLike: { k: '??*' } })),
      allow(when({ StringEqualsIfExists: { k: '' } })),
    ],
  ],
  [
    'two texts in any case that exclude each other',
    'implicit-deny',
    [allow(when({ StringEqualsIgnoreCase: { k: 'vpc-1' }, StringNotEqualsIgnoreCase: { k: 'VPC-1' } }))],
  ],
  [
    'a text in one case or in another case than that',
    'conditional',
    [allow(when({ StringEqualsIgnoreCase: { k: 'a' }, StringNotEquals: { k: 'a' } }))],
  ],
  [
    'a text in neither of its two cases',
    'implicit-deny',
    [allow(when({ StringEqualsIgnoreCase: { k: 'a' }, StringNotEquals: { k: ['a', 'A'] } }))],
  ],
  [
    'ARNs of two accounts at once',
    'implicit-deny',
    [allow(when({ ArnLike: { k: 'arn:aws:iam::1*:role/*' }, ArnEquals: { k: 'arn:aws:iam::2*:role/*' } }))],
  ],
  [
    'an ARN pattern takes less than the same text pattern',
    'conditional',
    [
      allow(when({ StringLike: { k: 'arn:aws:s3:*:b' }, ArnNotLike: { k: 'arn:aws:s3:*:*:b' } })),
      deny(when({ ArnLike: { k: 'arn:aws:s3:*:*:b' } })),
    ],
  ],
  [
    'any value of a few, and no value of more',
    'implicit-deny',
    [
      allow(
        when({
          'ForAnyValue:StringEquals': { k: 'a' },
          'ForAllValues:StringNotEquals': { k: ['a', 'b'] },
        }),
      ),
    ],
  ],
  [
    'any value of more, or no value of a few',
    'allow',
    [
      allow(when({ 'ForAnyValue:StringEquals': { k: ['a', 'b'] } })),
      allow(when({ 'ForAllValues:StringNotEquals': { k: 'a' } })),
    ],
  ],
  [
    'any value of a few, or no value of more',
    'conditional',
    [
      allow(when({ 'ForAnyValue:StringEquals': { k: 'a' } })),
      allow(when({ 'ForAllValues:StringNotEquals': { k: ['a', 'b'] } })),
    ],
  ],
  [
    'present without any value: an empty text is none',
    'conditional',
    [
      allow(
        when({
          Null: { k: 'false' },
          'ForAllValues:StringEquals': { k: 'a' },
          'ForAllValues:StringLike': { k: 'b' },
        }),
      ),
    ],
  ],
  [
    'an unknown operator never covers',
    'conditional',
    [allow(when({ StringMatches: { k: 'a' } })), allow(when({ StringNotMatches: { k: 'a' } }))],
  ],
  [
    'unresolved variables never cover',
    'conditional',
    [allow(when({ StringEquals: { k: '${v}' } })), allow(when({ StringNotEquals: { k: '${v}' } }))],
  ],
];
