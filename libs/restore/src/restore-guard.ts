import type { DataSource } from 'typeorm';
import type { NoteVerifier } from '#proof';
import type { Check, Log } from '#runtime';
import {
  currentRestore,
  logDivergence,
  noteDivergence,
  withSession,
  type LeaderWork,
  type LogDivergence,
  type Session,
} from '#store';
import { lookOutside } from './look-outside.js';
import type { Outside } from './outside-heads.js';

/** What reaches people and other systems, or answers for what they were told. */
const SENDING: readonly LeaderWork[] = ['sender', 'dispatcher'];
/** What was found is good for everybody who asks within this time. */
const FRESH_MS = 1_000;

export interface GuardOptions {
  readonly dataSource: DataSource;
  readonly outside: Outside;
  /** Ours, anew each time. None: those on record say what is ours, and whoever has them has the last word. */
  readonly keys: () => readonly NoteVerifier[];
  readonly log: Log;
}

/** What holds work back. */
type HeldBack =
  | { readonly why: 'RESTORED'; readonly detail: string }
  | { readonly why: 'READING_AGAIN'; readonly detail: string }
  | null;

/**
 * Keeps work from going on with a database that was put back to an earlier time. Asked at the start, and by whoever begins to
 * lead, so that a restore under running apps is seen too: it ends all connections, and with them every term of leading.
 */
export class RestoreGuard {
  private known: { readonly found: Promise<HeldBack>; readonly at: number } | undefined;
  private last: HeldBack = null;
  private denied: string | null = null;

  constructor(private readonly options: GuardOptions) {}

  /** @throws KafkaFault, or an error of the database: whoever can't be asked says nothing, so nothing goes on */
  readonly mayLead = async (work: LeaderWork): Promise<boolean> => {
    const held = await this.heldBack();
    if (held === null) return true;
    return held.why === 'READING_AGAIN' && !SENDING.includes(work);
  };

  /** Whether messages may be read and recorded. */
  async mayRecord(): Promise<boolean> {
    return (await this.heldBack())?.why !== 'RESTORED';
  }

  /** Whether the database was put back and nobody has said so, by what was found last; `undefined` where it was not. */
  check(): Check | undefined {
    if (this.last?.why === 'RESTORED') return { name: 'restore', ok: false, goesOn: true, detail: this.last.detail };
    if (this.denied === null) return undefined;
    const detail = `Whether this database was put back to an earlier time is not known: ${this.denied}`;
    return { name: 'restore', ok: false, optional: true, detail };
  }

  /** Whether sending waits until all is read again, likewise. */
  readingCheck(): Check | undefined {
    if (this.last?.why !== 'READING_AGAIN') return undefined;
    return { name: 'restore', ok: false, goesOn: true, detail: this.last.detail };
  }

  private heldBack(): Promise<HeldBack> {
    const now = performance.now();
    if (this.known === undefined || now - this.known.at > FRESH_MS) {
      const found = withSession(this.options.dataSource, (session) => this.look(session));
      // A failure is asked about again at once.
      const known = { found, at: now };
      found.catch(() => {
        if (this.known === known) this.known = undefined;
      });
      this.known = known;
    }
    return this.known.found;
  }

  private async look(session: Session): Promise<HeldBack> {
    const { outside, keys, log } = this.options;
    const given = keys();
    const { divergence, denied } = await lookOutside(session.sql, outside, given);
    if (denied !== null && denied !== this.denied)
      log.warn({ denied }, 'whether the database was restored is not known');
    this.denied = denied;
    const found = divergence ?? (given.length > 0 ? null : ((await logDivergence(session.sql)) ?? null));
    if (divergence !== null || given.length > 0) await session.transaction((tx) => noteDivergence(tx, found));
    const held = found === null ? await this.readingAgain(session) : restored(found);
    if (held?.detail !== this.last?.detail) {
      if (held === null) log.info({}, 'nothing is held back any more');
      else if (held.why === 'RESTORED') log.error({}, held.detail);
      else log.warn({}, held.detail);
    }
    this.last = held;
    return held;
  }

  private async readingAgain({ sql }: Session): Promise<HeldBack> {
    const restore = await currentRestore(sql);
    if (restore === undefined || restore.openedAt !== null) return null;
    return { why: 'READING_AGAIN', detail: readingAgain(restore.epoch) };
  }
}

const restored = ({ detail }: LogDivergence): HeldBack => ({ why: 'RESTORED', detail });

export const readingAgain = (epoch: number): string =>
  `What came since the backup is being read again (epoch ${epoch}); nothing is sent or shown before "scopewatch restore" has carried out erasures again and ended.`;
