import { rootAt, treeSize } from '#log';
import { originOf } from '#proof';
import type { Looked } from '#restore';
import {
  addSentBefore,
  beginEpoch,
  lastBlock,
  lockRestores,
  noteDivergence,
  recordAudit,
  removeSent,
  settleWaitingNotices,
  skipBlocksTo,
  type Ends,
  type Restore,
  type Tx,
} from '#store';
import { CliError } from '../cli-error.js';
import type { LostPart } from './lost-part.js';

/** Blocks of positions left out, so that none of the lost part, sent or not, is given out a second time. */
const BLOCKS_LEFT_OUT = 1_048_576;
/** Half of what can be given out at all. */
const BLOCKS_MAX = 2 ** 36;
const ROWS = 5_000;

export interface Beginning {
  readonly looked: Looked;
  readonly lost: LostPart;
  readonly inputs: Ends;
  readonly sent: Ends;
  readonly reason: string;
  readonly by: { readonly personId: string; readonly address: string };
}

/** The epoch that a restore begins. */
export function epochAfter({ own, outside }: Looked): number {
  return Math.max(own.epoch, outside?.epoch ?? 1) + 1;
}

/** Puts a restore on record, with all that keeps what comes from being sent twice. All of it in one transaction. */
export async function begin(tx: Tx, { looked, lost, inputs, sent, reason, by }: Beginning): Promise<void> {
  await lockRestores(tx).catch((error: unknown) => {
    throw isDenied(error) ? new CliError(OWNER_ONLY, 2) : error;
  });
  const { own, outside, base } = looked;
  if ((await treeSize(tx)) !== own.size) {
    throw new CliError('The log has grown since it was looked at. Stop monitor, notifier and api, and try again.', 1);
  }
  const epoch = epochAfter(looked);
  const origin = base === null ? null : originOf({ base, epoch });
  const leavesLost = Math.max(0, (outside?.size ?? 0) - own.size);
  const known = await lastBlock(tx);
  const firstBlock = Math.max(known, lost.lastBlock) + BLOCKS_LEFT_OUT + 16 * leavesLost;
  if (firstBlock > BLOCKS_MAX) {
    const detail = `A message on the topic of alerts names block ${lost.lastBlock}, and this log is at ${known}`;
    throw new CliError(`${detail}: it is none of ours. Find out who wrote it; there are no positions after it.`, 1);
  }
  const until = Math.max(lost.until ?? 0, outside?.writtenAt ?? 0);
  const restore: Omit<Restore, 'restoredAt' | 'openedAt'> = {
    ...{ epoch, origin, reason, restoredBy: by.personId, size: own.size, root: await rootAt(tx, own.size) },
    outside: outside?.note ?? null,
    lostUntil: until === 0 ? null : new Date(until),
    ...{ firstBlock, inputs, sent, messages: lost.messages.length, steps: lost.steps.length },
  };
  await beginEpoch(tx, restore);
  await skipBlocksTo(tx, firstBlock);
  for (let i = 0; i < lost.messages.length; i += ROWS) {
    const some = lost.messages.slice(i, i + ROWS);
    const rows = some.map(({ id, subject, says }, n) => ({ epoch, ordinal: i + n, messageId: id, subject, says }));
    await addSentBefore(tx, rows);
  }
  await removeSent(tx, [...lost.sent]);
  await settleWaitingNotices(tx);
  await noteDivergence(tx, null);
  const { root: _root, ...said } = restore;
  await recordAudit(tx, by, 'database.restore', String(epoch), null, said);
}

const OWNER_ONLY = 'Only the owner of the database can: set DATABASE_URL to what "scopewatch prepare" was run with.';

const isDenied = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === '42501';
