import { ClientEraser, ledgerEntry } from '#erasure';
import { topicRetention, type Cluster, type Producer, type TopicRetention } from '#kafka';
import type { NoteSigner } from '#proof';
import type { Topics } from '#runtime';
import {
  erasureOf,
  erasuresToDo,
  isWaitingBefore,
  LeaderLoop,
  LeaseLost,
  type Erasure,
  type LeaderParts,
  type Round,
  type Term,
} from '#store';

/** How often it is looked whether there is anything to erase, and how soon one that waits is looked at again. */
const LOOK_MS = 1_000;
const WAIT_MS = 250;

export interface EraserOptions {
  readonly cluster: Cluster;
  readonly topics: Topics;
  /** The keys by which the ledger tells ids apart without naming them. */
  readonly signers: () => readonly NoteSigner[];
}

/**
 * Carries out erasures that two people have agreed to, one after the other: in the database; then, once what had been on its
 * way is out, on the topic of alerts; then in the ledger outside; and last of all the erasure forgets whose it was. Whoever is
 * killed in between goes on where the database says.
 */
export class Eraser extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly producer: Producer,
    private readonly options: EraserOptions,
  ) {
    super(parts, 'erasures', 'no erasures for now; what was agreed to is carried out later');
  }

  protected begin(term: Term): Round {
    const eraser = new ClientEraser(term.session);
    return async () => {
      let rest = LOOK_MS;
      for (const erasure of await erasuresToDo(term.session.sql)) {
        if (term.signal.aborted) return 0;
        const state = await this.attempt(term, eraser, erasure);
        if (state !== 'FINISHED') rest = WAIT_MS;
        // One after the other: of a row that names two clients the later erasure has the last word.
        if (state === 'CARRIED_OUT') break;
      }
      return rest;
    };
  }

  /** One that can't be carried out keeps nobody else waiting; it is tried again. */
  private async attempt(
    term: Term,
    eraser: ClientEraser,
    erasure: Erasure,
  ): Promise<'FINISHED' | 'CARRIED_OUT' | 'WAITS'> {
    try {
      if (await this.goOn(term, eraser, erasure)) return 'FINISHED';
    } catch (error) {
      if (error instanceof LeaseLost || !isRefused(error)) throw error;
      this.parts.log.error({ err: error, erasureId: erasure.erasureId }, 'an erasure can not be carried out');
    }
    const now = await erasureOf(term.session.sql, erasure.erasureId);
    return now?.carriedOutAt == null ? 'WAITS' : 'CARRIED_OUT';
  }

  /** @returns whether it is finished */
  private async goOn(term: Term, eraser: ClientEraser, erasure: Erasure): Promise<boolean> {
    const { erasureId } = erasure;
    if (erasure.carriedOutAt === null) {
      const outcome = await eraser.carryOut(erasure);
      if (!outcome.done) {
        this.parts.log.info({ erasureId, waitsFor: outcome.waitsFor }, 'an erasure waits');
        return false;
      }
      this.parts.log.info({ erasureId }, 'a client was erased from the database');
      return this.goOn(term, eraser, (await erasureOf(term.session.sql, erasureId)) ?? erasure);
    }
    const { clientIds, position, carriedOutAt } = erasure;
    if (clientIds === null || position === null) return true;
    // What had been read to be sent before is out once it is no longer waiting.
    if (await isWaitingBefore(term.session.sql, position)) return false;
    const outside = await this.forgetOutside(term, { erasureId, clientIds, carriedOutAt });
    await eraser.finish(erasure, outside);
    this.parts.log.info({ erasureId }, 'an erasure is finished');
    return true;
  }

  /** Not everybody may ask how long topics keep what they hold: then it isn't known. */
  private async retentionOf(
    topics: readonly string[],
  ): Promise<ReadonlyMap<string, TopicRetention | 'unknown' | undefined>> {
    try {
      return await topicRetention(this.options.cluster, topics);
    } catch (error) {
      this.parts.log.warn({ err: error }, 'how long topics keep what was sent is not known');
      return new Map(topics.map((topic) => [topic, 'unknown']));
    }
  }

  /** @returns by topic, how long what was sent before can still be read there */
  private async forgetOutside(
    { lease }: Term,
    { erasureId, clientIds, carriedOutAt }: { erasureId: string; clientIds: readonly string[]; carriedOutAt: Date },
  ): Promise<Readonly<Record<string, unknown>>> {
    const { topics, signers } = this.options;
    const { checkpoints: _c, erasures, ...holding } = topics;
    const retention = await this.retentionOf(Object.values(holding));
    lease.requireHeld();
    const ofAlerts = retention.get(topics.alerts);
    if (ofAlerts !== 'unknown' && ofAlerts?.compacted === true) {
      await this.producer.send(
        topics.alerts,
        clientIds.map((key) => ({ key, value: null })),
      );
    }
    const keys = signers();
    const entry = ledgerEntry({ erasureId, carriedOutAt }, clientIds, keys);
    if (keys.length > 0) await this.producer.send(erasures, [{ key: erasureId, value: JSON.stringify(entry) }]);
    return Object.fromEntries(
      [...retention].map(([topic, kept]) => [topic, stillThere(kept, topic === topics.alerts, carriedOutAt)]),
    );
  }
}

/** By what the database says of this very erasure, rather than of the connection. */
const isRefused = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && /^(?:22|23|42|55|P0)/.test(String(error.code));

/** What a topic does with what was sent before. */
function stillThere(kept: TopicRetention | 'unknown' | undefined, hasTombstones: boolean, at: Date): object {
  if (kept === 'unknown') return { kept: 'unknown' };
  if (kept === undefined) return { kept: 'no such topic' };
  if (kept.compacted && hasTombstones) return { kept: 'until it is compacted' };
  if (kept.keptMs === null) return { kept: 'for ever' };
  return { kept: 'until', until: new Date(at.getTime() + kept.keptMs).toISOString() };
}
