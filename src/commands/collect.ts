import type { Inventory } from '../model/inventory.ts';
import { describeGap } from '../model/known.ts';
import { listScopes, listSubjects } from '../model/subjects.ts';
import { neutralise } from '../reporters/terminal-text.ts';
import { packSnapshot, writeSnapshot } from '../sources/snapshot.ts';
import { EXIT } from '../exit-code.ts';
import { loadInventory, type SourceFlags } from './load-inventory.ts';
import { openPendingFile } from './outputs.ts';
import type { Streams } from './streams.ts';

export interface CollectFlags extends SourceFlags {
  /** `-` for standard output. */
  readonly output: string;
}

/** Reads once and keeps it, so that any later scan needs no credentials. */
export async function runCollect(flags: CollectFlags, streams: Streams): Promise<number> {
  if (flags.output === '-') {
    const inventory = await loadInventory(flags, streams);
    await streams.writeOut(writeSnapshot(inventory));
    return report(inventory, 'standard output', flags, streams);
  }
  const pending = openPendingFile(flags.output);
  try {
    const inventory = await loadInventory(flags, streams);
    pending.write(packSnapshot(flags.output, writeSnapshot(inventory)));
    pending.commit();
    return report(inventory, flags.output, flags, streams);
  } finally {
    pending.discard();
  }
}

/** A region that could not be read is missing from the snapshot: exit 3, as a scan of it would. */
function report(inventory: Inventory, target: string, flags: CollectFlags, streams: Streams): number {
  const scopes = listScopes(inventory);
  const unreadable = scopes.filter(({ status }) => status === 'unreadable');
  if (!flags.quiet) {
    const gaps = new Set(scopes.flatMap((scope) => scope.gaps.map(describeGap)));
    for (const gap of gaps) streams.writeError(`not read: ${neutralise(gap)}\n`);
    const subjects = listSubjects(inventory);
    const launches = subjects.filter(({ launch }) => launch !== undefined).length;
    const found = `${subjects.length - launches} instances${launches === 0 ? '' : `, ${launches} next launches`}`;
    streams.writeError(`wrote ${target}: ${found} in ${scopes.length} regions\n`);
  }
  return unreadable.length > 0 ? EXIT.undecided : EXIT.ok;
}
