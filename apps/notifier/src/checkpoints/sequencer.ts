import type { Producer } from '#kafka';
import { advanceTree, headsBeyond, lockCheckpoint, saveCheckpoint } from '#log';
import type { NoteSigner } from '#proof';
import { LeaderLoop, type LeaderParts, type Round, type Term } from '#store';
import { keepLatest } from './checkpoint-file.js';

/** Of each chain, in one transaction. */
const BATCHES_MAX = 500;
/** Given out in one go. */
const HEADS_MAX = 200;
/** What has been given out is kept as the log's other followers are. */
const FOLLOWER = 'checkpoints';

export interface SequencerOptions {
  /** The keys that sign, anew each time: what was renewed in their file counts from then on. */
  readonly signers: () => readonly NoteSigner[];
  readonly topic: string;
  /** A file that always holds the latest checkpoint; `undefined`: none. */
  readonly file: string | undefined;
  /** How often there may be a checkpoint. */
  readonly everyMs: number;
}

/**
 * Appends the batches of the log to its tree, signs the head, and gives it out: to the topic, in the order of sizes and at
 * least once, and to a file. One does it at a time; whoever takes over goes on from what is in the database.
 */
export class Sequencer extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly producer: Producer,
    private readonly options: SequencerOptions,
  ) {
    super(parts, 'sequencer', 'no checkpoints for now; what is recorded waits for the next one');
  }

  protected begin(term: Term): Round {
    return async () => {
      const { grown, head } = await term.session.transaction((tx) =>
        advanceTree(tx, this.options.signers(), BATCHES_MAX),
      );
      if (head !== undefined) this.parts.log.debug({ size: head.size }, 'a checkpoint was signed');
      const given = await this.giveOut(term);
      return grown >= BATCHES_MAX || given === HEADS_MAX ? 0 : this.options.everyMs;
    };
  }

  /** Sends what was signed and not sent. @returns how many */
  private async giveOut({ session, lease }: Term): Promise<number> {
    const done = (await session.transaction((tx) => lockCheckpoint(tx, FOLLOWER)))?.get(this.options.topic) ?? 0;
    const heads = await headsBeyond(session.sql, done, HEADS_MAX);
    const last = heads.at(-1);
    if (last === undefined) return 0;
    // Whoever stood still since reading would give out after somebody else what they have given out.
    lease.requireHeld();
    await this.producer.send(
      this.options.topic,
      heads.map(({ note }) => ({ key: note.slice(0, note.indexOf('\n')), value: note })),
    );
    if (this.options.file !== undefined) await keepLatest(this.options.file, last.note);
    await session.transaction((tx) => saveCheckpoint(tx, FOLLOWER, new Map([[this.options.topic, last.size]])));
    return heads.length;
  }
}
