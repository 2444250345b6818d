/**
 * JSON Schema of an event of OCSF's class Compliance Finding with the cloud profile: which attributes are required, of
 * what type they are, and what each number is called. Written from the public schema, whose JSON lies in
 * https://github.com/ocsf/ocsf-schema/tree/1.4.0 (events/findings, objects, profiles/cloud.json) and is shown at
 * https://schema.ocsf.io/1.4.0/classes/compliance_finding?profiles=cloud. Attributes that OCSF has and the report does
 * not use are left out, so that a misspelt one is refused.
 */
const text = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;

/** A number and its caption: each number has one. */
function captioned(id: string, name: string, captions: Readonly<Record<number, string>>): object {
  return {
    anyOf: Object.entries(captions).map(([number, caption]) => ({
      properties: { [id]: { const: Number(number) }, [name]: { const: caption } },
    })),
  };
}

function objectOf(
  required: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
  more: object = {},
): object {
  return {
    type: 'object',
    required: Object.keys(required),
    properties: { ...required, ...optional },
    additionalProperties: false,
    ...more,
  };
}

const integer = { type: 'integer' } as const;

export const complianceFindingSchema = objectOf(
  {
    activity_id: { enum: [1, 2, 3] },
    category_uid: { const: 2 },
    class_uid: { const: 2003 },
    type_uid: { enum: [200_301, 200_302, 200_303] },
    severity_id: integer,
    time: { type: 'integer', minimum: 1_000_000_000_000, maximum: 9_999_999_999_999 },
    cloud: objectOf(
      { provider: text },
      {
        region: text,
        account: objectOf({ uid: text }, { type: { const: 'AWS Account' }, type_id: { const: 10 } }),
      },
    ),
    compliance: objectOf(
      { standards: { ...texts, minItems: 1 } },
      {
        control: text,
        requirements: texts,
        status: text,
        status_id: integer,
        status_code: text,
        status_details: texts,
      },
      captioned('status_id', 'status', { 0: 'Unknown', 1: 'Pass', 2: 'Warning', 3: 'Fail' }),
    ),
    finding_info: objectOf({ uid: text, title: text }, { desc: text, types: texts }),
    metadata: objectOf(
      {
        version: { const: '1.4.0' },
        product: objectOf({ vendor_name: text }, { name: text, version: text }),
      },
      { profiles: { const: ['cloud'] } },
    ),
  },
  {
    class_name: { const: 'Compliance Finding' },
    message: text,
    remediation: objectOf({ desc: text }, { references: texts }),
    resources: {
      type: 'array',
      items: objectOf({}, { uid: text, name: text, type: text, region: text, cloud_partition: text }),
    },
    severity: text,
    status: text,
    status_id: integer,
    unmapped: { type: 'object' },
  },
  {
    allOf: [
      captioned('severity_id', 'severity', {
        0: 'Unknown',
        1: 'Informational',
        2: 'Low',
        3: 'Medium',
        4: 'High',
        5: 'Critical',
        6: 'Fatal',
      }),
      captioned('status_id', 'status', { 1: 'New', 2: 'In Progress', 3: 'Suppressed', 4: 'Resolved' }),
    ],
  },
);
