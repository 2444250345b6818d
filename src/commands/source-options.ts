import type { Argv } from 'yargs';
import { last, list, optionalText, quietOption, splitList, text, type Values } from './flag-values.ts';
import type { SourceFlags } from './load-inventory.ts';

/** The flags that say where facts come from. */
export function sourceOptions<T>(command: Argv<T>): Argv<T> {
  return quietOption(command)
    .option('snapshot', text('Scan a snapshot file instead of AWS', 'Source:'))
    .option('cli-json', text('Scan a folder of AWS CLI answers (<service>.<Operation>.json)', 'Source:'))
    .option('demo', { type: 'boolean', describe: 'Scan the bundled demo account', group: 'Source:' })
    .option('region', {
      ...list('Regions to read: repeat, or separate by commas (default: every enabled region)'),
      group: 'Source:',
    })
    .option('profile', text('AWS profile', 'Source:'))
    .option('role-arn', text('IAM role to assume for reading', 'Source:'))
    .option('external-id', text('External id for --role-arn', 'Source:'))
    .option('endpoint-url', text('AWS endpoint, for emulators and VPC endpoints', 'Source:'))
    .option('connection-status', {
      choices: ['auto', 'always', 'never'] as const,
      default: 'auto' as const,
      describe: 'Ask ssm:GetConnectionStatus for online instances; auto: up to 200 a region',
      group: 'Source:',
    })
    .option('sessions', {
      type: 'boolean',
      default: false,
      describe: 'Ask ssm:DescribeSessions when somebody last opened a session; shown, never judged',
      group: 'Source:',
    })
    .option('launch-templates', {
      type: 'boolean',
      default: false,
      describe: 'Also judge what Auto Scaling groups and launch templates would launch next',
      group: 'Source:',
    })
    .option('simulate', {
      type: 'boolean',
      default: false,
      describe: "Ask IAM's policy simulator too, once per role: it knows service control policies",
      group: 'Source:',
    }) as Argv<T>;
}

export function toSourceFlags(values: Values): SourceFlags {
  return {
    snapshot: optionalText(values.snapshot),
    cliJson: optionalText(values.cliJson),
    demo: values.demo === true,
    region: splitList(values.region),
    profile: optionalText(values.profile),
    roleArn: optionalText(values.roleArn),
    externalId: optionalText(values.externalId),
    endpointUrl: optionalText(values.endpointUrl),
    connectionStatus: last(values.connectionStatus) as SourceFlags['connectionStatus'],
    sessions: values.sessions === true,
    launchTemplates: values.launchTemplates === true,
    forBastion: values.forBastion === true,
    simulate: values.simulate === true,
    quiet: values.quiet === true,
    debug: values.debug === true,
  };
}
