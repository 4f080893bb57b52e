import {
  checkpointText,
  ED25519,
  NoteError,
  readCheckpoint,
  readOrigin,
  readVerifier,
  signersOf,
  verifierIn,
  type Checkpoint,
  type NoteVerifier,
  type WholeTree,
} from '#proof';
import { checkpointsOnTopic, type OutsideCheckpoint } from './outside-checkpoints.js';
import { nameOf } from './restores.js';
import { committedBy, type Source } from './source.js';

const PAGE = 2_000;

/** Heads by their sizes, as the database keeps them. */
interface KeptHead {
  readonly size: number;
  readonly root: Buffer;
  readonly note: string;
}

interface HeadsFound {
  /** How many leaves the last head has. */
  readonly covered: number;
  readonly said: string;
}

/**
 * Each head that was signed, in the database, on the topic or in anybody's hands, is the root of the tree as it is now with
 * so many leaves, and signed by a key that may.
 */
export async function headsHold(
  source: Source,
  tree: WholeTree,
  size: number,
  outside: readonly OutsideCheckpoint[],
): Promise<HeadsFound> {
  const { sql, report, restores } = source;
  const keys = inEpochs(source, source.keys);
  const onRecord = inEpochs(source, await keysOnRecord(source));
  const known = keys.length > 0 ? [...keys, ...onRecord] : onRecord;
  let covered = 0;
  let kept = 0;
  let last: KeptHead | undefined;
  for (let after = -1; ;) {
    const rows = await sql.query<KeptHead>(
      `SELECT size, root, note FROM tree_head WHERE size > $1 ORDER BY size LIMIT ${PAGE}`,
      [after],
    );
    for (const head of rows) {
      const at = { table: 'tree_head', row: { size: head.size } };
      kept += 1;
      last = head;
      const checkpoint = await readHead(source, at, head.note, known);
      const root = head.size <= size ? tree.hashOfRange([0, head.size]) : null;
      await report.compare('I13', at, { root }, { root: head.root });
      if (checkpoint !== undefined) {
        const origin = restores.originOf(head.size) ?? checkpoint.origin;
        const text = checkpointText({ origin, size: head.size, root: root ?? head.root });
        await report.compare('I13', at, { note: text }, { note: checkpoint.note.text });
      }
      covered = head.size;
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    after = end.size;
  }
  const signers = keys.filter(({ algorithm }) => algorithm === ED25519);
  if (signers.length > 0 && last !== undefined) await signedByGiven(source, last, signers);
  let held = 0;
  const settledBy = await committedBy(source);
  const hold = async (checkpoint: OutsideCheckpoint): Promise<void> => {
    held += 1;
    await outsideHolds(source, tree, size, checkpoint, known, settledBy);
  };
  for (const checkpoint of outside) await hold(checkpoint);
  for await (const checkpoint of checkpointsOnTopic(source)) await hold(checkpoint);
  if (signers.length === 0 && kept > 0) {
    report.cannotCheck('I13', 'heads by keys that only the log itself vouches for (give them: --key)', kept);
  }
  return { covered, said: `${kept} signed heads, ${held} held outside of the database` };
}

/** A key signs under the name of each epoch; witnesses have names of their own. */
const inEpochs = ({ restores }: Source, keys: readonly NoteVerifier[]): NoteVerifier[] => [
  ...new Map(
    keys
      .flatMap((key) => (key.algorithm === ED25519 ? restores.epochs.map((epoch) => verifierIn(key, epoch)) : [key]))
      .map((key) => [`${key.name}+${key.keyId.toString('hex')}`, key]),
  ).values(),
];

/** @returns `undefined` where it can't be read, which has been told */
async function readHead(
  { report }: Source,
  at: { table: string; row: Record<string, unknown> },
  note: string,
  known: readonly NoteVerifier[],
): Promise<Checkpoint | undefined> {
  try {
    const checkpoint = readCheckpoint(note);
    if (signersOf(checkpoint.note, known).length > 0) return checkpoint;
    const signers = checkpoint.note.signatures.map(({ name, keyId }) => `${name}+${keyId.toString('hex')}`);
    await report.violation('I13', { kind: 'BY_ANOTHER_KEY', ...at, column: 'note', actual: signers });
    return checkpoint;
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    await report.violation('I13', { kind: 'FORGED', ...at, column: 'note', message: error.message });
    return undefined;
  }
}

/** What was signed last is signed by a key that whoever checks knows, and not only by one that the log brings. */
async function signedByGiven({ report }: Source, { size, note }: KeptHead, keys: readonly NoteVerifier[]) {
  try {
    if (signersOf(readCheckpoint(note).note, keys).length > 0) return;
  } catch (error) {
    // Told already, where all heads are read.
    if (error instanceof NoteError) return;
    throw error;
  }
  const expected = keys.map(({ name, keyId }) => `${name}+${keyId.toString('hex')}`);
  await report.violation('I13', {
    kind: 'BY_ANOTHER_KEY',
    table: 'tree_head',
    row: { size },
    column: 'note',
    expected,
  });
}

async function outsideHolds(
  source: Source,
  tree: WholeTree,
  size: number,
  { where, text, givenOutAt }: OutsideCheckpoint,
  known: readonly NoteVerifier[],
  settledBy: number,
): Promise<void> {
  const at = { table: 'checkpoint', row: { where } };
  const checkpoint = await readHead(source, at, text, known);
  if (checkpoint === undefined) return;
  const lost = source.restores.lostHead(checkpoint);
  if (lost !== undefined) return source.report.remark('I13', 'heads of what is lost', `${where} by ${nameOf(lost)}`);
  if (checkpoint.size > size || readOrigin(checkpoint.origin).epoch > source.restores.epoch) {
    // What was signed after the snapshot of the database was taken is no business of this run.
    if (givenOutAt !== undefined && givenOutAt >= settledBy) {
      return source.report.cannotCheck('I13', 'heads that were signed while this was going on');
    }
    const [expected, actual] = [checkpoint.size, size];
    // The end of the log is gone: cut off, or an older state of it was put back.
    return source.report.violation('I13', { kind: 'BEYOND_THE_LOG', ...at, column: 'size', expected, actual });
  }
  const root = tree.hashOfRange([0, checkpoint.size]);
  if (root.equals(checkpoint.root)) return;
  const [expected, actual] = [checkpoint.root.toString('hex'), root.toString('hex')];
  await source.report.violation('I13', {
    kind: 'ANOTHER_HISTORY',
    ...at,
    column: 'root',
    size: checkpoint.size,
    expected,
    actual,
  });
}

async function keysOnRecord({ sql, report }: Source): Promise<NoteVerifier[]> {
  const rows = await sql.query<{ position: number; body: string }>(
    `SELECT position, body FROM log_record WHERE kind = 'checkpoint_key' ORDER BY position`,
  );
  const keys: NoteVerifier[] = [];
  for (const { position, body } of rows) {
    try {
      keys.push(readVerifier((JSON.parse(body) as { verifier: string }).verifier));
    } catch {
      const at = { table: 'log_record', row: { position }, column: 'body' };
      await report.violation('I13', { kind: 'UNREADABLE', ...at });
    }
  }
  return keys;
}
