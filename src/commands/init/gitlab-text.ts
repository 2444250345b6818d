/** A job for schedules and merge requests that assumes a role with an id token; the reports are its artifacts. */
export function renderGitlabJob(version: string): string {
  return `# Can Session Manager reach every EC2 instance of the account? Include it in .gitlab-ci.yml:
#
#   include:
#     - local: ssm-preflight.gitlab-ci.yml
#
# It needs three things from you:
# - in IAM, a role that trusts this project through GitLab's OIDC provider
#   (https://docs.gitlab.com/ci/cloud_services/aws/), with the policy that \`ssm-preflight policy\` prints; it only reads
# - in the CI/CD settings of the project, a variable AWS_ROLE_ARN with the ARN of that role
# - a pipeline schedule
ssm-preflight:
  image: node:24-slim
  rules:
    - if: $CI_PIPELINE_SOURCE == "schedule"
      variables:
        KEEP: ssm-preflight.baseline.json
    # A merge request fails only for what is new since last night.
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
      changes: ['ssm-preflight.config.*', ssm-preflight.gitlab-ci.yml]
  id_tokens:
    AWS_ID_TOKEN:
      aud: https://gitlab.com # the audience of the OIDC provider in IAM
  variables:
    # Where the first question goes; every enabled Region is read.
    AWS_REGION: us-east-1
    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-id-token
  before_script:
    - (umask 077 && printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")
  cache:
    key: ssm-preflight
    when: always
    paths: [ssm-preflight.baseline.json]
  # Exit code 1: something open at or above --fail-on; 3: something could not be judged. Both fail the job.
  script:
    - if [ -f ssm-preflight.baseline.json ]; then BASELINE=ssm-preflight.baseline.json; fi
    - npx --yes ssm-preflight@${version} scan -f table -f json=ssm-preflight.json -f junit=ssm-preflight.junit.xml -f sarif=ssm-preflight.sarif --fail-on high \${BASELINE:+--baseline "$BASELINE"} \${CI_MERGE_REQUEST_IID:+\${BASELINE:+--fail-on-new}}
  after_script:
    - if [ -f ssm-preflight.baseline.json ]; then BASELINE=ssm-preflight.baseline.json; fi
    - if [ -n "$KEEP" ] && [ -f ssm-preflight.json ]; then npx --yes ssm-preflight@${version} baseline ssm-preflight.json -o "$KEEP" \${BASELINE:+--update "$BASELINE"}; fi
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - ssm-preflight.json
      - ssm-preflight.junit.xml
      - ssm-preflight.sarif
    reports:
      junit: ssm-preflight.junit.xml
    # Where GitLab takes SARIF (Ultimate, since 18.11, behind the feature flag sarif_ingestion at first):
    #   sarif: ssm-preflight.sarif
`;
}
