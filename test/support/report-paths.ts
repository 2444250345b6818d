import type { Report } from '../../src/model/report.ts';
import { HOSTILE } from './hostile.ts';

/** Paths with a hop of each status. Ids and details come from AWS, but a plan may put any text there. */
export const paths: Report['paths'] = [
  {
    id: '0123456789abcdef',
    service: 'ssmmessages',
    kind: 'none',
    hops: [
      {
        name: 'name-resolution',
        status: 'pass',
        problems: [],
        gaps: [],
        evidence: [{ resource: 'vpc-0main', detail: 'The VPC resolver answers.' }],
      },
      {
        name: 'security-group-egress',
        status: 'unknown',
        problems: [],
        gaps: [
          { kind: 'denied', action: 'ec2:DescribeSecurityGroups', stages: ['ssmmessages'] },
          { kind: 'not-visible', question: `Does ${HOSTILE} lead there?` },
        ],
        evidence: [],
      },
      {
        name: 'route',
        status: 'fail',
        problems: [
          {
            at: 'rtb-0main:no-route',
            message: 'No route of rtb-0main leads to ssmmessages.',
            cause: '111122223333/eu-west-1/vpc/vpc-0main:create-endpoint-ssmmessages',
            fix: {
              summary: 'Create an interface endpoint for ssmmessages in vpc-0main.',
              cli: 'aws ec2 create-vpc-endpoint --vpc-id vpc-0main',
              terraform: 'resource "aws_vpc_endpoint" "ssmmessages" {}',
              delay: 'It takes minutes.',
            },
          },
        ],
        gaps: [],
        evidence: [{ resource: HOSTILE, detail: `No route: ${HOSTILE}` }],
      },
      {
        name: 'return-ports',
        status: 'degraded',
        problems: [],
        gaps: [],
        evidence: [{ resource: 'acl-0main', detail: 'Lets only some ports back.' }],
      },
    ],
  },
];
