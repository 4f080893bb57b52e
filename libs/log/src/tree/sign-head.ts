import { BLOCK_SIZE } from '#log/codec';
import {
  checkpointText,
  originOf,
  printVerifier,
  readCheckpoint,
  readOrigin,
  signerIn,
  signNote,
  type NoteSigner,
  type TreeHead,
} from '#proof';
import { currentRestore, type Sql, type Tx } from '#store';
import { appendToLog } from '../append-to-log.js';
import { newBlock } from '../event-table.js';
import { CHECKPOINT_KEY, checkpointKeys, type CheckpointKeyRecord } from './checkpoint-key.js';
import { recordPending } from './pending-records.js';
import { addHead, growTree, latestHead, rootAt, treeSize } from './tree-table.js';

/** The chain of what the sequencer itself puts on record. */
const CHAIN = 'checkpoints';

/** Put on record in one transaction. */
const RECORDS_MAX = 5_000;

/** The keys that are configured can't sign for this log. */
export class WrongKey extends Error {
  override readonly name = 'WrongKey';
}

/**
 * Puts on record what waits for it, appends what was recorded since to the tree, and signs its head where there is news. A key that signs for the first time
 * is put on record before, so that the first checkpoint that it signs covers that too.
 * @param given all sign; the name of each is the origin of the log, which in a later epoch has that in it too. None: the tree
 *   grows, and nothing is signed
 * @param ofEachMax most batches of each chain
 * @returns how many batches were appended, and the head where one was signed
 * @throws WrongKey where the log has been signed under another name
 */
export async function advanceTree(
  tx: Tx,
  given: readonly NoteSigner[],
  ofEachMax: number,
): Promise<{ readonly grown: number; readonly head?: TreeHead & { readonly note: string } }> {
  const latest = await latestHead(tx);
  const base = baseOf(given, latest?.note);
  const epoch = (await currentRestore(tx))?.epoch ?? 1;
  const origin = base === undefined ? undefined : originOf({ base, epoch });
  const signers = given.map((signer) => signerIn(signer, epoch));
  const recorded = await recordPending(tx, RECORDS_MAX);
  await putKeysOnRecord(tx, signers);
  const grown = await growTree(tx, ofEachMax);
  if (origin === undefined) return { grown };
  const size = await treeSize(tx);
  // The rest is being appended: a head that is old as soon as it is signed is of no use.
  if (recorded === RECORDS_MAX || grown >= ofEachMax || size === (latest?.size ?? 0)) return { grown };
  const head = { origin, size, root: await rootAt(tx, size) };
  const note = signNote(checkpointText(head), signers);
  await addHead(tx, head, note);
  return { grown, head: { ...head, note } };
}

/** The name of the log, whatever the epoch. */
function baseOf(signers: readonly NoteSigner[], latest: string | undefined): string | undefined {
  const names = [...new Set(signers.map(({ verifier }) => readOrigin(verifier.name).base))];
  const [name] = names;
  const known = latest === undefined ? undefined : readOrigin(readCheckpoint(latest).origin).base;
  if (names.length > 1) throw new WrongKey(`All keys of one log have its name, and these have ${names.join(' and ')}.`);
  if (name !== undefined && known !== undefined && name !== known)
    throw new WrongKey(
      `The checkpoints of this log are signed as ${known}, and the key is named ${name}. A new key for the log has its name: "scopewatch checkpoints key ${known}".`,
    );
  return name;
}

async function putKeysOnRecord(tx: Tx, signers: readonly NoteSigner[]): Promise<void> {
  if (signers.length === 0) return;
  const known = new Set(await checkpointKeys(tx));
  const fresh = signers.filter(({ verifier }) => !known.has(printVerifier(verifier)));
  if (fresh.length === 0) return;
  const { block, recordedAt } = await newBlock(tx);
  const fromSize = await treeSize(tx);
  const records = fresh.map(({ verifier }, i) => {
    const body: CheckpointKeyRecord = { verifier: printVerifier(verifier), fromSize };
    const subject = `${verifier.name}+${verifier.keyId.toString('hex')}`;
    const position = block * BLOCK_SIZE + i;
    return {
      ...{ position, kind: CHECKPOINT_KEY, subject, clientId: null, recordedAt, actor: null },
      body: JSON.stringify(body),
    };
  });
  await appendToLog(tx, { chain: CHAIN, block, recordedAt, records });
}

/** How long (ms) the oldest batch has waited that no checkpoint covers; 0 where all are covered. */
export async function uncoveredFor(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ ms: number | null }>(
    `SELECT (extract(epoch FROM clock_timestamp() - min(b.recorded_at)) * 1000)::float8 AS ms
       FROM chain_head h CROSS JOIN LATERAL (
         SELECT recorded_at FROM batch WHERE chain = h.chain
            AND seq > coalesce((SELECT max(seq) FROM tree_leaf t WHERE t.chain = h.chain
                                   AND t.index < (SELECT coalesce(max(size), 0) FROM tree_head)), 0)
          ORDER BY seq LIMIT 1) b`,
  );
  return Math.max(0, row?.ms ?? 0);
}
