/** A nightly scan of the account behind an OIDC role, with its open failures in code scanning. */
export function renderGithubWorkflow(version: string): string {
  return `# Nightly: can Session Manager reach every EC2 instance of the account?
#
# It needs two things from you:
# - in IAM, a role that trusts this repository's default branch through GitHub's OIDC provider
#   (https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws), with the
#   policy that \`ssm-preflight policy\` prints; it only reads
# - in the settings of this repository, an Actions variable AWS_ROLE_ARN with the ARN of that role
name: ssm-preflight

on:
  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:

permissions: {}

concurrency:
  group: ssm-preflight

jobs:
  scan:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read # the configuration
      id-token: write # the role in AWS
      security-events: write # code scanning; a private repository needs actions: read beside it
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: actions/setup-node@v6
        with:
          node-version: 24
      - uses: aws-actions/configure-aws-credentials@v6
        with:
          role-to-assume: \${{ vars.AWS_ROLE_ARN }}
          # Where the first question goes; every enabled Region is read.
          aws-region: us-east-1
      # Exit code 1: something open at or above --fail-on; 3: something could not be judged. Both fail the job.
      - name: Scan
        run: npx --yes ssm-preflight@${version} scan -f table -f sarif=ssm-preflight.sarif --sarif-profile github --fail-on high
      # Each account and Region is a category of its own, named in the file: alerts close where they are gone, and
      # nowhere else.
      - name: Upload to code scanning
        if: \${{ !cancelled() && hashFiles('ssm-preflight.sarif') != '' }}
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: ssm-preflight.sarif
`;
}
