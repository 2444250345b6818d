/**
 * AWS's list of images that hold the agent, as it stood over the years. A family that left the list at the end of its
 * life keeps the agent in the images that it has published.
 */
export const LIST_2026 = 'AWS Systems Manager User Guide, "Find AMIs with the SSM Agent preinstalled"';
export const LIST_2023 = 'the same list as of June 2023';
export const LIST_2022 = 'the same list as of early 2022';
export const LIST_2019 = 'the same list as of 2019, in "Working with SSM Agent"';
export const BOTH_LISTS = `${LIST_2026}; ${LIST_2023}`;
export const ON_NO_LIST = 'On none of the lists of 2019 to 2026';
