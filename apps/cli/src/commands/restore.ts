import { createInterface } from 'node:readline/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { saysSomething } from '#domain';
import type { Cluster } from '#kafka';
import { lookOutside, settleSentBefore, type Looked } from '#restore';
import { readConfig, type Config } from '#runtime';
import {
  countUnfinished,
  currentRestore,
  openEpoch,
  partitionsBehind,
  recordAudit,
  replaysToDo,
  type Restore,
  type Session,
} from '#store';
import { CliError } from '../cli-error.js';
import { note, writeLine } from '../input.js';
import { onWritableDatabase } from '../on-writable-database.js';
import { begin, epochAfter } from '../restore/begin-epoch.js';
import { lostPart, type LostPart } from '../restore/lost-part.js';
import { replayErasures } from '../restore/replay-erasures.js';
import { inputEnds, sentEnds } from '../restore/topic-ends.js';
import { shellUser } from '../shell-user.js';

export interface RestoreOptions {
  readonly reason?: string;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  /** Begin an epoch though nothing outside says that there was a restore. */
  readonly anyway?: boolean;
  /** Open although erasures are in the ledger that no key at hand can read. */
  readonly withoutKeys?: boolean;
  /** Commander's name for `--no-wait`. */
  readonly wait?: boolean;
}

const LOOK_MS = 500;

/**
 * Puts on record that the database was restored to an earlier time, waits until what came since is read again, has erasures
 * carried out again, and opens. Interrupted, it goes on where the database says.
 * @throws CliError with exit code 2 where a reason or a consent is missing, 1 where people have to do something first
 */
export async function restore(options: RestoreOptions): Promise<void> {
  const config = readConfig(process.env);
  await onWritableDatabase('restore', async (session, cluster) => {
    const known = await currentRestore(session.sql);
    const isOpen = known === undefined || known.openedAt !== null;
    // Restored once more before that was settled, it needs a further epoch.
    const again = isOpen || (await lookedAt(session, cluster, config)).divergence !== null;
    if (again) {
      if (!(await putOnRecord(session, cluster, config, options))) return;
    } else {
      note(`Epoch ${known.epoch} has begun; going on.`);
      if (options.dryRun === true) return note('Nothing was done: without --dry-run it goes on to the end.');
    }
    const begun = await currentRestore(session.sql);
    if (begun !== undefined) await finish(session, cluster, config, begun, options);
  });
}

function lookedAt({ sql }: Session, cluster: Cluster, { topics, checkpoints }: Config): Promise<Looked> {
  const keys = (checkpoints.signers?.() ?? []).map(({ verifier }) => verifier);
  return lookOutside(sql, { cluster, topic: topics.checkpoints, file: checkpoints.file }, keys);
}

/** @returns whether it was */
async function putOnRecord(
  session: Session,
  cluster: Cluster,
  config: Config,
  options: RestoreOptions,
): Promise<boolean> {
  const { topics } = config;
  const looked = await lookedAt(session, cluster, config);
  if (looked.denied !== null) throw new CliError(looked.denied, 3);
  if (looked.divergence === null && options.anyway !== true) {
    note('This database goes on from all that stands outside: there is nothing to restore.');
    if (looked.base === null)
      note('No key has signed heads of its log, so nothing outside could say otherwise (--anyway).');
    return false;
  }
  const lost = await lostPart(session.sql, cluster, topics);
  for (const step of lost.steps) await writeLine(JSON.stringify(step));
  say(looked, lost);
  if (options.dryRun === true) return false;
  if (!saysSomething(options.reason ?? '')) throw new CliError('Say why: --reason TEXT.', 2);
  await consent(options);
  const { account, product, marketing, alerts, rejections } = topics;
  const inputs = await inputEnds(session.sql, cluster, [account, product, marketing]);
  const sent = await sentEnds(cluster, [alerts, rejections]);
  await session.transaction((tx) =>
    begin(tx, { looked, lost, inputs, sent, reason: options.reason ?? '', by: shellUser() }),
  );
  note(`On record: epoch ${epochAfter(looked)} has begun.`);
  return true;
}

function say(looked: Looked, lost: LostPart): void {
  const { own, outside, divergence } = looked;
  note(
    divergence?.detail ?? 'Nothing outside says that this database was restored; a new epoch is begun all the same.',
  );
  note(
    `The database holds ${own.size} leaves; outside stand ${outside?.size ?? 'no heads'}${outside === null ? '' : ' leaves'}.`,
  );
  note(
    `The lost part has sent ${lost.messages.length} messages that are not on record; what says the same is not sent again.`,
  );
  if (lost.steps.length > 0) {
    note(
      `${lost.steps.length} of them are steps that people took on alerts, on standard output. They are lost: take them again.`,
    );
  }
  note(`Epoch ${epochAfter(looked)} begins, under another name of the log. What came since the backup is read again.`);
}

async function consent({ yes }: RestoreOptions): Promise<void> {
  if (yes === true) return;
  if (!process.stdin.isTTY) throw new CliError('Say that it shall be done: --yes.', 2);
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question('Go on? [y/N] ');
  asked.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was done.', 1);
}

async function finish(
  session: Session,
  cluster: Cluster,
  config: Config,
  begun: Restore,
  options: RestoreOptions,
): Promise<void> {
  const { sql } = session;
  const reading = async (): Promise<string | undefined> => {
    const behind = await partitionsBehind(sql, begun.inputs);
    if (behind.length > 0)
      return `${behind.length} partitions are being read again (${behind.slice(0, 3).join(', ')} …)`;
    const unfinished = await countUnfinished(sql);
    return unfinished > 0 ? `${unfinished} changes of shared facts are being worked off` : undefined;
  };
  if (!(await waited(reading, options, 'Start the monitor and the notifier, if they are not running.'))) return;
  const settled = await session.transaction(settleSentBefore);
  note(`All is read again. ${settled} changes say what was sent before the restore, and are not sent again.`);
  const signers = config.checkpoints.signers?.() ?? [];
  const by = shellUser();
  const replay = await replayErasures({ session, cluster, topics: config.topics, signers, by, restore: begun });
  if (replay.unread.length > 0 && options.withoutKeys !== true) {
    throw new CliError(
      `${replay.unread.length} erasures stand in the ledger that no key at hand has made: add the key of their time to SCOPEWATCH_SIGNING_KEY_FILE, ` +
        'or go on without them (--without-keys); who was erased then is shown again.',
      1,
    );
  }
  if (replay.holds.length > 0) {
    const named = replay.holds.map(({ holdId, reason }) => `${holdId} (“${reason}”)`).join(', ');
    throw new CliError(
      `Whoever is to be erased again is under a legal hold: ${named}. It was lifted before they were erased; lift it again ` +
        '("scopewatch hold lift HOLD --reason TEXT"), then run this again.',
      1,
    );
  }
  const undecided = replay.replays.filter(({ isDecided }) => !isDecided).length;
  note(`${replay.replays.length - undecided + replay.underWay} erasures are carried out again.`);
  if (undecided > 0)
    note(`${undecided} clients have come back since they were erased; two people decide: scopewatch erase.`);
  const erasing = async (): Promise<string | undefined> => {
    const left = await replaysToDo(sql);
    return left.length > 0 ? `${left.length} erasures are still to be carried out` : undefined;
  };
  if (!(await waited(erasing, options, 'The notifier carries them out; start it, if it is not running.'))) return;
  await session.transaction(async (tx) => {
    await openEpoch(tx, begun.epoch);
    await recordAudit(tx, by, 'database.open', String(begun.epoch), null, { epoch: begun.epoch });
  });
  note(`Epoch ${begun.epoch} is open: things are sent and shown again. Check it: scopewatch verify.`);
  if (begun.origin !== null)
    note(`Heads are signed as ${begun.origin}; give witnesses and auditors its key: scopewatch checkpoints --keys.`);
}

/** @returns whether what it waits for has come; where nobody waits, not */
async function waited(
  waitsFor: () => Promise<string | undefined>,
  { wait }: RestoreOptions,
  todo: string,
): Promise<boolean> {
  let said: string | undefined;
  for (;;) {
    const what = await waitsFor();
    if (what === undefined) return true;
    if (wait === false) {
      note(`${what}. ${todo} Then run "scopewatch restore" again.`);
      return false;
    }
    if (said === undefined) note(`${what}. ${todo}`);
    said = what;
    await sleep(LOOK_MS);
  }
}
