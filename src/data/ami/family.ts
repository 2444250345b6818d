import type { SystemId } from '../operating-systems.ts';

/** Whether an instance of a family's images comes up with the agent; AWS itself says no more than "likely". */
export type AgentInImage = 'likely' | 'unlikely' | 'unknown';

/** One row: images that one publisher names in one way. The first row whose pattern fits the name is the family. */
export interface AmiFamily {
  readonly family: string;
  /** Account ids of the publisher, beside AWS's own word (`ImageOwnerAlias` `amazon`), which always counts. */
  readonly owners: readonly string[];
  /**
   * Fits the whole name. Named groups: `release` (and `servicePack`) is the system's release, `year` and `month` are
   * the date that the publisher wrote into the name.
   */
  readonly name: RegExp;
  readonly agent: AgentInImage;
  /** When images before a month (`YYYY-MM`) differ: the first month for which `agent` holds, and what holds before. */
  readonly since?: { readonly month: string; readonly before: AgentInImage };
  /** The operating system, and its release where the name does not hold it. */
  readonly system?: SystemId;
  readonly release?: string;
  /** Where the row comes from, by page or repository, and the year or month of the text that was read. */
  readonly source: string;
  readonly read: string;
}
