import type { Subject } from '../../model/inventory.ts';
import { registrationOf } from './registration.ts';

type Host = 'linux' | 'ubuntu' | 'windows' | 'macos' | 'bottlerocket';

/** Which commands the host takes. An image of one's own may be Ubuntu too, so the words for Linux name it. */
function hostOf(subject: Subject): Host {
  const { Platform, PlatformDetails = '', InstanceType = '' } = subject.instance;
  const node = registrationOf(subject);
  const { PlatformType, PlatformName = '' } = (node.known ? node.value : undefined) ?? {};
  if (PlatformType === 'Windows' || Platform?.toLowerCase() === 'windows') return 'windows';
  if (PlatformDetails.startsWith('Windows')) return 'windows';
  if (PlatformType === 'MacOS' || InstanceType.startsWith('mac')) return 'macos';
  if (PlatformName.startsWith('Bottlerocket')) return 'bottlerocket';
  return /ubuntu/i.test(`${PlatformName} ${PlatformDetails}`) ? 'ubuntu' : 'linux';
}

/** From the first thing to look at to the last resort. Nothing here names the instance: fleets share the list. */
export function listHostChecks(subject: Subject): readonly string[] {
  const host = hostOf(subject);
  return [...LOOK[host], ...(host === 'bottlerocket' ? [] : [WAYS_IN[host], LAST_RESORT[host]])];
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-status-and-restart.html */
const LOOK: Readonly<Record<Host, readonly string[]>> = {
  linux: [
    'Is the agent installed? `systemctl list-unit-files amazon-ssm-agent.service`; on Ubuntu `snap list amazon-ssm-agent`.',
    'Is it running? `sudo systemctl status amazon-ssm-agent`, and if not, `sudo systemctl enable --now amazon-ssm-agent`; on Ubuntu `sudo snap start --enable amazon-ssm-agent`.',
    'What stops it? `sudo ssm-cli get-diagnostics --output table`, then /var/log/amazon/ssm/amazon-ssm-agent.log: a proxy, a host firewall, DNS, the clock, a full disk. Restart the agent after the repair.',
  ],
  ubuntu: [
    'Is the agent installed? `snap list amazon-ssm-agent`, or for the older package `dpkg -s amazon-ssm-agent`.',
    'Is it running? `sudo snap services amazon-ssm-agent`, and if not, `sudo snap start --enable amazon-ssm-agent`; for the older package `sudo systemctl enable --now amazon-ssm-agent`.',
    'What stops it? `sudo /snap/amazon-ssm-agent/current/ssm-cli get-diagnostics --output table`, then /var/log/amazon/ssm/amazon-ssm-agent.log: a proxy, a host firewall, DNS, the clock, a full disk. Restart the agent after the repair.',
  ],
  windows: [
    'Is the agent installed? In PowerShell: `Get-Service AmazonSSMAgent`.',
    'Is it running? If not: `Set-Service AmazonSSMAgent -StartupType Automatic; Start-Service AmazonSSMAgent`.',
    'What stops it? `& "$env:ProgramFiles\\Amazon\\SSM\\ssm-cli.exe" get-diagnostics --output table`, then %PROGRAMDATA%\\Amazon\\SSM\\Logs\\amazon-ssm-agent.log: a proxy, the firewall, DNS, the clock, an unfinished Sysprep, the route to 169.254.169.254. Restart the service after the repair.',
  ],
  macos: [
    'Is the agent installed? `ls /Library/LaunchDaemons/com.amazon.aws.ssm.plist`.',
    'Is it running? `sudo launchctl list | grep com.amazon.aws.ssm`, and if not, `sudo launchctl load -w /Library/LaunchDaemons/com.amazon.aws.ssm.plist`.',
    'What stops it? `sudo ssm-cli get-diagnostics --output table`, then /var/log/amazon/ssm/amazon-ssm-agent.log: a proxy, a host firewall, DNS, the clock, a full disk. Restart the agent after the repair.',
  ],
  bottlerocket: [
    'Is the control container on, in which Bottlerocket runs the agent? User data must not turn it off: `[settings.host-containers.control]` with `enabled = true`.',
    'Does it start? Read the console output; then reboot, or replace the instance with user data that turns the container on.',
  ],
};

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-serial-console-prerequisites.html */
const WAYS_IN: Readonly<Record<Exclude<Host, 'bottlerocket'>, string>> = (() => {
  const linux =
    'No SSH either? Read the console output, and log in through the EC2 serial console: on a Nitro instance, where the account allows it (`aws ec2 get-serial-console-access-status` tells) and a user of the host has a password.';
  return {
    linux,
    ubuntu: linux,
    windows:
      'No RDP either? Read the console output, and log in through the EC2 serial console: on a Nitro instance, where the account allows it (`aws ec2 get-serial-console-access-status` tells) and the Special Administration Console is on.',
    macos: 'No SSH or VNC either? Read the console output; Mac instances have no EC2 serial console.',
  };
})();

const LAST_RESORT: typeof WAYS_IN = (() => {
  const linux =
    'No password? Stop the instance, give it user data that installs and starts the agent at every boot (a `#cloud-boothook`), and start it; what is on instance store volumes is lost, and so is a public address that is no Elastic IP.';
  return {
    linux,
    ubuntu: linux,
    windows:
      'No way in at all? Stop the instance, give it user data with `<persist>true</persist>` that installs and starts the agent, and start it; what is on instance store volumes is lost, and so is a public address that is no Elastic IP.',
    macos: 'No way in at all? Replace the instance by one whose user data installs the agent.',
  };
})();
