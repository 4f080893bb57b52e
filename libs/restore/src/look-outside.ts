import { checkpointKeys, rootAt, treeSize } from '#log';
import { originOf, readOrigin, readVerifier, type NoteVerifier } from '#proof';
import { currentRestore, lastRecordedAt, type LogDivergence, type Restore, type Sql } from '#store';
import { continuity, isComparable, type OutsideHead, type OwnTree } from './continuity.js';
import { latestOutside, type Outside } from './outside-heads.js';

/** How the database and what stands outside of it go together, with what was looked at. */
export interface Looked {
  readonly own: OwnTree;
  readonly outside: OutsideHead | null;
  /** The name of the log, without its epoch; `null` where no key is known. */
  readonly base: string | null;
  readonly restore: Restore | undefined;
  /** Why the topic of checkpoints can't be read, where we are not allowed to. */
  readonly denied: string | null;
  /** What is wrong; `null`: the database continues all that stands outside. */
  readonly divergence: LogDivergence | null;
}

/**
 * Holds the tree in the database against the heads of ours that stand outside.
 * @param keys ours, by the installation; those on record are known besides
 * @throws KafkaFault where Kafka can't be asked
 */
export async function lookOutside(sql: Sql, where: Outside, keys: readonly NoteVerifier[]): Promise<Looked> {
  const known = [...keys, ...(await checkpointKeys(sql)).map(readVerifier)];
  // Before the tree: what is published meanwhile is in the tree already.
  const { head: outside, denied } = await latestOutside(where, known);
  const restore = await currentRestore(sql);
  const own = { epoch: restore?.epoch ?? 1, size: await treeSize(sql) };
  const root = isComparable(own, outside) ? await rootAt(sql, outside.size) : null;
  const kind = continuity(own, outside, root);
  const name = known[0]?.name;
  const base = name === undefined ? null : readOrigin(name).base;
  const seen = { own, outside, base, restore, denied };
  if (kind === 'CONTINUED' || outside === null) return { ...seen, divergence: null };
  const detail = sentence(
    kind,
    originOf({ base: base ?? '', epoch: outside.epoch }),
    own,
    outside,
    await lastRecordedAt(sql),
  );
  return { ...seen, divergence: { kind, detail } };
}

function sentence(
  kind: LogDivergence['kind'],
  origin: string,
  own: OwnTree,
  outside: OutsideHead,
  recordedAt: Date | null,
): string {
  const until = recordedAt === null ? 'has recorded nothing' : `reaches until ${recordedAt.toISOString()}`;
  const at = outside.writtenAt === null ? '' : ` at ${new Date(outside.writtenAt).toISOString()}`;
  const found =
    kind === 'BEHIND'
      ? `This database ${until} (${own.size} leaves), and ${outside.size} leaves of ${origin} were published${at}: it was put back to an earlier time.`
      : `This database ${until}, and is not the one whose ${outside.size} leaves of ${origin} were published${at}: it was put back to an earlier time and has recorded other things since, or the log was changed.`;
  return `${found} Nothing is read, sent or signed and no step is taken until that is on record: run "scopewatch restore" (docs/guide/restore.md).`;
}
