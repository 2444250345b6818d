/**
 * A nightly scan of the account behind an OIDC role, with its open failures in code scanning; and for pull requests,
 * whether what they change in the configuration lets something fail that did not fail last night.
 */
export function renderGithubWorkflow(version: string): string {
  return `# Nightly: can Session Manager reach every EC2 instance of the account?
# Pull requests: does anything fail by the configuration that they bring that did not fail last night?
#
# It needs two things from you:
# - in IAM, a role that trusts this repository's default branch, and its pull requests, through GitHub's OIDC provider
#   (https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws), with the
#   policy that \`ssm-preflight policy\` prints; it only reads
# - in the settings of this repository, an Actions variable AWS_ROLE_ARN with the ARN of that role
name: ssm-preflight

on:
  schedule:
    - cron: '17 3 * * *'
  workflow_dispatch:
  pull_request:
    paths: ['ssm-preflight.config.*', '.github/workflows/ssm-preflight.yml']

permissions: {}

concurrency:
  group: ssm-preflight-\${{ github.event_name }}

jobs:
  scan:
    if: \${{ github.event_name != 'pull_request' }}
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read # the configuration
      id-token: write # the role in AWS
      security-events: write # code scanning; a private repository needs actions: read beside it
    steps:
${PREPARE}
      # Exit code 1: something open at or above --fail-on; 3: something could not be judged. Both fail the job.
      - name: Scan
        env:
          BASELINE: ${BASELINE}
        run: npx --yes ssm-preflight@${version} scan --github -f table -f json=ssm-preflight.json -f sarif=sarif/ssm-preflight.sarif --sarif-profile github --fail-on high \${BASELINE:+--baseline "$BASELINE"}
      # Each account and Region is a category of its own, named in the file: alerts close where they are gone, and
      # nowhere else. A report above GitHub's limits is several files.
      - name: Upload to code scanning
        if: \${{ !cancelled() && hashFiles('sarif/**') != '' }}
        uses: github/codeql-action/upload-sarif@v4
        with:
          sarif_file: sarif
      - name: Keep what is known for the next run
        if: \${{ !cancelled() && hashFiles('ssm-preflight.json') != '' }}
        env:
          BASELINE: ${BASELINE}
        run: npx --yes ssm-preflight@${version} baseline ssm-preflight.json -o ssm-preflight.baseline.json \${BASELINE:+--update "$BASELINE"}
      - if: \${{ !cancelled() && hashFiles('ssm-preflight.baseline.json') != '' }}
        uses: actions/cache/save@v5
        with:
          path: ssm-preflight.baseline.json
          key: ssm-preflight-\${{ github.run_id }}

  pull-request:
    # A fork gets no token for the role.
    if: \${{ github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name == github.repository }}
    runs-on: ubuntu-latest
    timeout-minutes: 30
    permissions:
      contents: read # the configuration
      id-token: write # the role in AWS
    steps:
${PREPARE}
      # Without a baseline, before the first night, every failure counts.
      - name: Scan
        env:
          BASELINE: ${BASELINE}
        run: npx --yes ssm-preflight@${version} scan --github -f table --fail-on high --allow-unknown \${BASELINE:+--baseline "$BASELINE" --fail-on-new}
`;
}

/** The file's name where there is one, else nothing. */
const BASELINE =
  "${{ hashFiles('ssm-preflight.baseline.json') != '' && 'ssm-preflight.baseline.json' || '' }}";

/** What every job does first: our node, the role, and what the last run knew. */
const PREPARE = `      - uses: actions/checkout@v6
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
      - uses: actions/cache/restore@v5
        with:
          path: ssm-preflight.baseline.json
          key: ssm-preflight-\${{ github.run_id }}
          restore-keys: ssm-preflight-`;
