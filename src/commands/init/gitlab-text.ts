/** A job for scheduled pipelines that assumes a role with an id token; the reports are its artifacts. */
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
  id_tokens:
    AWS_ID_TOKEN:
      aud: https://gitlab.com # the audience of the OIDC provider in IAM
  variables:
    # Where the first question goes; every enabled Region is read.
    AWS_REGION: us-east-1
    AWS_WEB_IDENTITY_TOKEN_FILE: /tmp/aws-id-token
  before_script:
    - (umask 077 && printf '%s' "$AWS_ID_TOKEN" > "$AWS_WEB_IDENTITY_TOKEN_FILE")
  # Exit code 1: something open at or above --fail-on; 3: something could not be judged. Both fail the job.
  script:
    - npx --yes ssm-preflight@${version} scan -f table -f json=ssm-preflight.json -f sarif=ssm-preflight.sarif --sarif-profile github --fail-on high
  artifacts:
    when: always
    expire_in: 30 days
    paths:
      - ssm-preflight.json
      - ssm-preflight.sarif
    # Where GitLab takes SARIF (Ultimate, since 18.11, behind the feature flag sarif_ingestion at first):
    # reports:
    #   sarif: ssm-preflight.sarif
`;
}
