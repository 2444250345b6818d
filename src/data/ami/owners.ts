/*
 * Owner ids. Canonical, SUSE and Red Hat publish theirs. Those of Amazon Linux outside of the `aws` partition are in
 * awslabs/amazon-eks-ami (Makefile), that of Windows in GovCloud is in AWS's own page on subscribing to Windows AMI
 * notifications, those of EKS in "Amazon container image registries"; the others were each met as the owner of images
 * of that family in several independent public repositories (2026-11). Accounts that are not listed (opt-in Regions,
 * ECS and Bottlerocket in China and GovCloud) are still recognised by the alias that AWS gives to its publishers.
 */
export const AMAZON_LINUX = ['137112412989', '141808717104', '045324592363'];
export const ECS = ['591542846629'];
export const EKS = ['602401143452', '918309763551', '961992271922', '013241004608', '151742754352'];
export const MACOS = ['628277914472'];
export const WINDOWS = ['801119661308', '016951021795', '077303321853'];
export const BOTTLEROCKET = ['092701018921'];
export const CANONICAL = ['099720109477', '513442679011', '837727238323'];
export const SUSE = ['013907871322', '841869936221'];
export const ALMALINUX = ['764336703387'];
export const RED_HAT = ['309956199498', '219670896067', '841258680906'];
export const DEBIAN = ['136693071363'];
export const ROCKY = ['792107900819'];
export const ORACLE = ['131827586825'];
export const CENTOS = ['125523088429'];
/** Known by AWS's alias alone. */
export const BY_ALIAS: readonly string[] = [];
