import { readLedgerEntry, replayLedger, type LedgerEntry, type LedgerReplay } from '#erasure';
import type { Cluster } from '#kafka';
import type { NoteSigner } from '#proof';
import type { Topics } from '#runtime';
import { erasureOf, recordAudit, type Erasure, type Restore, type Session, type Tx } from '#store';
import { recordsOf } from './lost-part.js';
import { offsetsAt } from './topic-ends.js';

export interface ReplayingErasures {
  readonly session: Session;
  readonly cluster: Cluster;
  readonly topics: Topics;
  readonly signers: readonly NoteSigner[];
  readonly by: { readonly personId: string; readonly address: string };
  readonly restore: Restore;
}

/** Has the erasures of the ledger carried out again, each with its lines in the audit. */
export async function replayErasures(r: ReplayingErasures): Promise<LedgerReplay> {
  const entries = await ledger(r.cluster, r.topics.erasures);
  const { account, product, marketing } = r.topics;
  return r.session.transaction(async (tx) => {
    const replay = await replayLedger(tx, {
      ...{ entries, signers: r.signers, by: r.by.personId, epoch: r.restore.epoch },
      offsetsAt: (at) => offsetsAt(tx, r.cluster, [account, product, marketing], at),
    });
    for (const { erasureId, isDecided } of replay.replays) {
      const after = await shownErasure(tx, erasureId);
      await recordAudit(tx, r.by, 'erasure.request', erasureId, null, after);
      if (isDecided) await recordAudit(tx, r.by, 'erasure.approve', erasureId, after, after);
    }
    return replay;
  });
}

async function ledger(cluster: Cluster, topic: string): Promise<LedgerEntry[]> {
  const entries: LedgerEntry[] = [];
  for await (const records of recordsOf(cluster, topic)) {
    for (const { value } of records) {
      const entry = readLedgerEntry(value?.toString('utf8') ?? '');
      if (entry !== null) entries.push(entry);
    }
  }
  return entries.sort((a, b) => Date.parse(a.carriedOutAt) - Date.parse(b.carriedOutAt));
}

async function shownErasure(tx: Tx, erasureId: string): Promise<Partial<Erasure>> {
  const erasure = await erasureOf(tx, erasureId);
  if (erasure === undefined) throw new Error('What was made a moment ago is not there.');
  const { clientIds: _ids, pseudonym: _random, ...shown } = erasure;
  return shown;
}
