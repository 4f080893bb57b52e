import { SharedFactsNow } from '#judging/now';
import { readPolicy, rulesAfter } from '#contract';
import type { Policy } from '#domain';
import {
  beginShadow,
  currentPolicy,
  forgetShadowed,
  readOnly,
  runningShadows,
  touchedSince,
  writeShadowed,
  type Session,
} from '#store';
import type { Stepped } from '#rebuild';
import { judgeShadowed, type JudgedShadowed } from './judge-shadowed.js';

/** Clients judged in one step. */
const CHUNK = 500;

/** Whom one look at a shadow found to be judged. */
interface Round {
  readonly shadowId: string;
  readonly policy: Policy;
  /** Whoever was affected by then is among them. */
  readonly at: Date;
  readonly ids: readonly string[];
}

/**
 * Runs proposed packs beside the one in force, step by step. Every change of a client moves the version of their row, so
 * whom live traffic affected is one query; they are judged whole by the proposed pack, from the log, and the alerts are
 * compared with those on record. Nothing is recorded or sent, and ingest is not held up.
 *
 * Each step reads one snapshot of the database and writes in one transaction together with the version that was judged: a
 * worker that is killed has done a step or has not, and the next one finds the rest by the same query. While a shared fact
 * is still being worked off, clients whose turn has not come differ; they no longer do once it has.
 */
export class Shadower {
  private readonly sharedFacts = new SharedFactsNow();
  private rounds: readonly Round[] = [];
  /** How long the last look for affected clients took, in ms: it grows with the book, so it must not be made too often. */
  lookMs = 0;

  constructor(
    private readonly session: Session,
    private readonly chunk = CHUNK,
  ) {}

  /** @returns `LATER`: everybody affected so far was judged; `NOTHING`: no pack runs in the shadow */
  async step(): Promise<Stepped> {
    const [round, ...others] = this.rounds;
    if (round === undefined) return this.look();
    const [ids, rest] = [round.ids.slice(0, this.chunk), round.ids.slice(this.chunk)];
    const { judged, differences } = await this.judge(ids, round.policy);
    const step = { waiting: rest.length, judgedTo: rest.length === 0 ? round.at : null };
    const runs = await this.session.transaction((tx) => writeShadowed(tx, round.shadowId, judged, differences, step));
    this.rounds = runs && rest.length > 0 ? [{ ...round, ids: rest }, ...others] : others;
    return 'MORE';
  }

  private async look(): Promise<Stepped> {
    const { session } = this;
    await session.transaction(forgetShadowed);
    const running = await runningShadows(session.sql);
    this.lookMs = 0;
    if (running.length === 0) return 'NOTHING';
    const startedAt = performance.now();
    const rounds: Round[] = [];
    const inForce = (await currentPolicy(session.sql))?.rules;
    for (const { shadowId, pack, since } of running) {
      if (since === null) await session.transaction((tx) => beginShadow(tx, shadowId));
      const { ids, at } = await touchedSince(session.sql, shadowId);
      if (ids.length > 0) rounds.push({ shadowId, policy: readPolicy(rulesAfter(inForce, pack)), at, ids });
      else await session.transaction((tx) => writeShadowed(tx, shadowId, [], [], { waiting: 0, judgedTo: at }));
    }
    this.rounds = rounds;
    this.lookMs = performance.now() - startedAt;
    return rounds.length === 0 ? 'LATER' : 'MORE';
  }

  private judge(ids: readonly string[], policy: Policy): Promise<JudgedShadowed> {
    return readOnly(this.session, async (sql) => judgeShadowed(sql, ids, policy, await this.sharedFacts.read(sql)));
  }
}
