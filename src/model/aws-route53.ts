/* Like `aws.ts`, of Amazon Route 53. */

/** route53:ListHostedZonesByVPC. */
export interface HostedZoneSummary {
  readonly HostedZoneId?: string;
  readonly Name?: string;
  readonly Owner?: { readonly OwningAccount?: string; readonly OwningService?: string };
}

/** route53:ListResourceRecordSets. Names end with a dot. */
export interface ResourceRecordSet {
  readonly Name?: string;
  readonly Type?: string;
  readonly AliasTarget?: { readonly DNSName?: string };
  readonly ResourceRecords?: readonly { readonly Value?: string }[];
}
