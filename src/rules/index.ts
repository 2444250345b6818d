// Made from the files in this folder by `npm run generate`.
import type { Rule } from '../model/rule.ts';
import adminPortsClosed from './admin-ports-closed.ts';
import agentFeaturesSupported from './agent-features-supported.ts';
import agentOnline from './agent-online.ts';
import agentPoliciesAttached from './agent-policies-attached.ts';
import agentVersionSupported from './agent-version-supported.ts';
import amiHasAgent from './ami-has-agent.ts';
import endpointPathExists from './endpoint-path-exists.ts';
import httpsEgressAllowed from './https-egress-allowed.ts';
import instanceProfileAttached from './instance-profile-attached.ts';
import loggingPoliciesAttached from './logging-policies-attached.ts';
import metadataServiceEnabled from './metadata-service-enabled.ts';
import nameResolutionWorks from './name-resolution-works.ts';
import networkAclAllowsHttps from './network-acl-allows-https.ts';
import osSupported from './os-supported.ts';
import roleTrustsEc2 from './role-trusts-ec2.ts';
import sessionLoggingConfigured from './session-logging-configured.ts';
import sessionPreferencesSatisfiable from './session-preferences-satisfiable.ts';
import statusChecksPassed from './status-checks-passed.ts';
import vpcEndpointUsable from './vpc-endpoint-usable.ts';

/** Every built-in rule, by id. Options were checked by a schema before a rule sees them, so their types end here. */
export const rules = [
  adminPortsClosed,
  agentFeaturesSupported,
  agentOnline,
  agentPoliciesAttached,
  agentVersionSupported,
  amiHasAgent,
  endpointPathExists,
  httpsEgressAllowed,
  instanceProfileAttached,
  loggingPoliciesAttached,
  metadataServiceEnabled,
  nameResolutionWorks,
  networkAclAllowsHttps,
  osSupported,
  roleTrustsEc2,
  sessionLoggingConfigured,
  sessionPreferencesSatisfiable,
  statusChecksPassed,
  vpcEndpointUsable,
] as readonly unknown[] as readonly Rule[];
