import type { Cause } from '../../model/finding.ts';
import type { Subject } from '../../model/inventory.ts';
import { quoteForShell } from '../../model/shell.ts';
import { PREFERENCES_DOCUMENT, type SessionPreferences } from './preferences.ts';

const LOG_GROUP = '/aws/ssm/sessions';

/** Adds a log group to the Region's preferences and leaves the others as they are. */
export function logSessionsCause({ accountId, region }: Subject, preferences: SessionPreferences): Cause {
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
    key: `${accountId}/${region.region}/document/${PREFERENCES_DOCUMENT}:log-sessions`,
    resource: { type: 'document', id: PREFERENCES_DOCUMENT },
    fix: {
      summary: `Name a CloudWatch Logs log group or an S3 bucket in the session preferences of ${region.region}.`,
      cli: [
        `aws logs create-log-group --region ${region.region} --log-group-name ${LOG_GROUP}`,
        `aws ssm ${verb} --region ${region.region} --name ${PREFERENCES_DOCUMENT} ${
          preferences.exists ? "--document-version '$LATEST'" : '--document-type Session'
        } --content ${quoteForShell(JSON.stringify(content))}`,
      ].join('\n'),
      terraform: [
        'resource "aws_ssm_document" "session_preferences" {',
        `  name          = "${PREFERENCES_DOCUMENT}"`,
        '  document_type = "Session"',
        `  content       = jsonencode(${JSON.stringify(content, undefined, 2).replaceAll('\n', '\n  ')})`,
        '}',
      ].join('\n'),
      delay: 'It holds for sessions that are started afterwards.',
    },
  };
}
