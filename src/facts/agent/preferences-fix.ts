import type { Cause } from '../../model/finding.ts';
import type { RegionInventory, Subject } from '../../model/inventory.ts';
import { escapeTemplates } from '../../model/hcl.ts';
import { quoteForShell } from '../../model/shell.ts';
import { PREFERENCES_DOCUMENT, type SessionPreferences } from '../../model/session-preferences.ts';

const LOG_GROUP = '/aws/ssm/sessions';

const causes = new WeakMap<RegionInventory, Cause>();

/** Adds a log group to the Region's preferences and leaves the others as they are. */
export function logSessionsCause({ accountId, region }: Subject, preferences: SessionPreferences): Cause {
  const key = `${accountId}/${region.region}/document/${PREFERENCES_DOCUMENT}:log-sessions`;
  // The preferences are the Region's, so all its instances have one cause.
  const before = causes.get(region);
  if (before?.key === key) return before;
  const cause = { key, ...describe(region.region, preferences) };
  causes.set(region, cause);
  return cause;
}

function describe(region: string, preferences: SessionPreferences): Omit<Cause, 'key'> {
  const verb = preferences.exists ? 'update-document' : 'create-document';
  const inputs = { ...preferences.inputs, cloudWatchLogGroupName: LOG_GROUP };
  const content = {
    schemaVersion: '1.0',
    description: 'Session preferences of this Region',
    sessionType: 'Standard_Stream',
    ...(Object.keys(preferences.parameters).length > 0 && { parameters: preferences.parameters }),
    inputs,
  };
  return {
    resource: { type: 'document', id: PREFERENCES_DOCUMENT },
    fix: {
      summary: `Name a CloudWatch Logs log group or an S3 bucket in the session preferences of ${region}.`,
      cli: [
        `aws logs create-log-group --region ${region} --log-group-name ${LOG_GROUP}`,
        `aws ssm ${verb} --region ${region} --name ${PREFERENCES_DOCUMENT} ${
          preferences.exists ? "--document-version '$LATEST'" : '--document-type Session'
        } --content ${quoteForShell(JSON.stringify(content))}`,
      ].join('\n'),
      terraform: [
        'resource "aws_ssm_document" "session_preferences" {',
        `  name          = "${PREFERENCES_DOCUMENT}"`,
        '  document_type = "Session"',
        `  content       = jsonencode(${escapeTemplates(JSON.stringify(content, undefined, 2)).replaceAll('\n', '\n  ')})`,
        '}',
      ].join('\n'),
      delay: 'It holds for sessions that are started afterwards.',
    },
  };
}
