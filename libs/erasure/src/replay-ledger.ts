import { randomUUID } from 'node:crypto';
import type { NoteSigner } from '#proof';
import { clientIdsOnFile, erasureUnderWay, holdsOn, replayErasure, type LegalHold, type Replay, type Tx } from '#store';
import { cameAfter, type Offsets } from './came-back.queries.js';
import { matchLedger, type LedgerEntry } from './ledger.js';
import { membersOf } from './members-of.js';

export interface LedgerReplay {
  /** Made anew, to be carried out. */
  readonly replays: readonly Replay[];
  /** Under way already. */
  readonly underWay: number;
  /** Holds that keep somebody from being erased again. */
  readonly holds: readonly LegalHold[];
  /** Entries that none of the keys has made. */
  readonly unread: readonly LedgerEntry[];
}

export interface ReplayOptions {
  readonly entries: readonly LedgerEntry[];
  readonly signers: readonly NoteSigner[];
  /** Whoever has restored the database. */
  readonly by: string;
  readonly epoch: number;
  /** Where topics were read on after a time, which is when an erasure was carried out. */
  readonly offsetsAt: (at: Date) => Promise<Offsets>;
}

/**
 * Has each erasure of the ledger carried out again of which somebody is on file: who was erased stays erased. Who has written
 * to us since they were is another matter, since the erasure was of what there was before: two people decide.
 */
export async function replayLedger(tx: Tx, options: ReplayOptions): Promise<LedgerReplay> {
  const { entries, signers, by, epoch, offsetsAt } = options;
  const { matches, unread } = matchLedger(entries, await clientIdsOnFile(tx), signers);
  const replays: Replay[] = [];
  const holds = new Map<string, LegalHold>();
  const seen = new Set<string>();
  let underWay = 0;
  // The last erasure of somebody says until when what is on file of them was to be gone.
  for (const { entry, clientIds } of matches.toReversed()) {
    for (const clientId of clientIds) {
      if (seen.has(clientId)) continue;
      const ids = await membersOf(tx, clientId);
      for (const id of ids) seen.add(id);
      for (const hold of await holdsOn(tx, ids)) holds.set(hold.holdId, hold);
      const known = await erasureUnderWay(tx, ids);
      if (known?.decision === 'APPROVED') underWay += 1;
      if (known?.decision === 'APPROVED' || known?.ground === 'LEDGER') continue;
      const isDecided = !(await cameAfter(tx, ids, await offsetsAt(new Date(entry.carriedOutAt))));
      const since = isDecided
        ? ''
        : ' They have come back since: decide whether they are erased with all that came since.';
      const replay = {
        erasureId: randomUUID(),
        clientId: known?.clientId ?? clientId,
        reason: `Carried out on ${entry.carriedOutAt} as ${entry.erasureId}, undone by the restore that began epoch ${epoch}.${since}`,
        requestedBy: by,
        ledgerId: entry.erasureId,
        isDecided,
      };
      await replayErasure(tx, replay);
      replays.push(replay);
    }
  }
  return { replays, underWay, holds: [...holds.values()], unread };
}
