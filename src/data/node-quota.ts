/**
 * Managed nodes of one account and Region, before anybody asks AWS for more; beyond it nodes may stop communicating.
 * AWS General Reference, "AWS Systems Manager endpoints and quotas", read in 2026.
 */
export const DEFAULT_NODE_QUOTA = 2400;
