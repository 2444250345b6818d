import { type Call, type Handler, listOf, require } from './call.ts';
import { paginate, type PageRange } from './paging.ts';

const PAGE: PageRange = { min: 1, max: 100, fallback: 50 };

function page<T>(call: Call, list: readonly T[]) {
  const { MaxRecords: size, NextToken: token } = call.input;
  const { page: items, next: NextToken } = paginate(call, list, { size, token }, PAGE);
  return { items, NextToken };
}

/** Names that do not exist are no error here: the answer is shorter. */
function named<T extends object>(
  call: Call,
  list: readonly T[],
  parameter: string,
  attribute: keyof T,
): readonly T[] {
  const names = listOf(call.input, parameter);
  return names.length === 0 ? list : list.filter((item) => names.includes(item[attribute]));
}

const describeAutoScalingGroups: Handler = (call) => {
  const groups = require(call, call.region.AutoScalingGroups);
  const chosen = named(call, groups, 'AutoScalingGroupNames', 'AutoScalingGroupName');
  const { items, NextToken } = page(call, chosen);
  const includes = call.input['IncludeInstances'] !== false;
  return {
    AutoScalingGroups: items.map((group) => ({ ...group, ...(includes ? {} : { Instances: [] }) })),
    NextToken,
  };
};

const describeLaunchConfigurations: Handler = (call) => {
  const all = require(call, call.region.LaunchConfigurations);
  const chosen = named(call, all, 'LaunchConfigurationNames', 'LaunchConfigurationName');
  const { items, NextToken } = page(call, chosen);
  return { LaunchConfigurations: items, NextToken };
};

export const AUTO_SCALING_HANDLERS: Readonly<Record<string, Handler>> = {
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  DescribeLaunchConfigurations: describeLaunchConfigurations,
};
