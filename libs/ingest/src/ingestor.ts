import type { DataSource } from 'typeorm';
import { isClientFact, isMerge, isSharedEvent, isSharedType, type Policy, type Recorded } from '#domain';
import {
  changeSharedFacts,
  deleteClients,
  ensureClients,
  holdSharedFacts,
  sharedFactsVersion,
  lockClients,
  setSharedFactsVersion,
  Session,
  type Sql,
  type Tx,
} from '#store';
import { BLOCK_SIZE, storedHeaders, type EventRow } from '#log/codec';
import { newBlock, placesByIdentity } from '#log';
import { activateAtStart, takeOver, type AtStart } from './activation.js';
import { rejectionRow, writeEffects } from './commit.js';
import type { ClientCache, SharedFacts } from '#judging';
import { contextWithout, upToDate, type JudgingContext } from './judging-context.js';
import { decode, deduplicateAgainst, type Decoded, type DecodedBatch } from './decode.js';
import { emptyClientState, judgeTasks, prepare } from './judging.js';
import { asksToRetry, ATTEMPTS_MAX, codeOf, StaleRead } from './retry.js';
import { type RawRecord } from './raw-record.js';
import { fanOutsOf, incidentOf, ownersRetracted, immediateRejudgements } from './shared-changes.js';
import { HandledOffsets } from './handled-offsets.js';
import { reportOf, type BatchReport, type IngestReport } from './ingest-report.js';
import { tasksFor } from './tasks-for.js';

/** What is kept besides the log. */
export interface How {
  readonly tracked: boolean;
  readonly refusedIsNew: boolean;
  /** The offset at which the batch begins that the messages are out of; `null` where they are out of none. */
  readonly batchFrom: bigint | null;
}

/** Read from the topics now. */
export const READ_NOW: How = { tracked: true, refusedIsNew: true, batchFrom: null };
/** A message among the rejections. */
export const TAKEN_UP_AGAIN: How = { tracked: false, refusedIsNew: false, batchFrom: null };
/** One out of a batch that stands among the rejections as a whole. */
export const outOfBatch = (batchFrom: bigint): How => ({ tracked: false, refusedIsNew: true, batchFrom });

export interface IngestLog {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
}

interface Options {
  readonly dataSource: DataSource;
  /** What is judged by as long as no pack is on record; then the one in force. */
  readonly policy: Policy;
  readonly cache: ClientCache;
  /** The chain that this writer's next batch is linked into. */
  readonly chain: () => string;
  readonly log: IngestLog;
}

/**
 * Takes batches of messages into the log, exactly once: one transaction a batch for log, scope, alerts, outbox,
 * rejections and offsets. One ingestor has one connection and does one batch at a time; several may work side by side,
 * in one process or many, on the same clients too.
 *
 * A batch is read, judged and then written with the versions that were read. If anything was changed meanwhile nothing
 * is written, and it is read and judged again, this time with its clients held. A batch that brings shared facts keeps all others out while it is
 * judged and written; all others hold those facts still.
 */
export class Ingestor {
  private context: JudgingContext;
  private open: Session | null = null;
  /** Clients whose cached state the attempt at hand may have changed. */
  private affected: string[] = [];
  private readonly offsets = new HandledOffsets();
  /** After a batch with duplicates the next one is checked first, rather than by failing. */
  private expectDuplicates = false;

  constructor(private readonly options: Options) {
    this.context = contextWithout(options.policy);
  }

  /**
   * @param how whether the messages are read from the topics now, so that their offsets are kept, and whether what is
   *   refused is not among the rejections yet
   * @param confirmed nothing is written before it is fulfilled
   * @throws what `confirmed` is rejected with
   */
  async ingest(
    messages: readonly RawRecord[],
    how: How = READ_NOW,
    confirmed: Promise<void> = Promise.resolve(),
  ): Promise<IngestReport> {
    if (messages.length > BLOCK_SIZE / 4) throw new RangeError(`A batch holds at most ${BLOCK_SIZE / 4} messages.`);
    let checkIdentities = this.expectDuplicates;
    let overtaken = false;
    for (let attempt = 1; ; attempt += 1) {
      try {
        const fresh = how.tracked ? await this.offsets.unhandled((await this.session()).sql, messages) : messages;
        let batch = decode(fresh);
        if (checkIdentities) batch = await this.settle(batch);
        const report = await this.commit(fresh, batch, how, overtaken, confirmed);
        this.expectDuplicates = batch.duplicates > 0;
        return { ...report, alreadyHandled: messages.length - fresh.length };
      } catch (error) {
        this.options.cache.forget(this.affected);
        this.offsets.forget();
        if (isIdentityTaken(error)) checkIdentities = true;
        else if (asksToRetry(error)) overtaken = true;
        else {
          await this.close();
          throw error;
        }
        if (attempt >= ATTEMPTS_MAX) throw error;
      }
    }
  }

  /** Gives the connection back; the next batch opens another. */
  async close(): Promise<void> {
    const { open } = this;
    this.open = null;
    await open?.close().catch(() => undefined);
  }

  private async session(): Promise<Session> {
    this.open ??= await Session.open(this.options.dataSource);
    return this.open;
  }

  /** @param overtaken whether somebody else changed the clients during the attempt before: now they are held */
  private async commit(
    messages: readonly RawRecord[],
    batch: DecodedBatch,
    how: How,
    overtaken: boolean,
    confirmed: Promise<void>,
  ): Promise<BatchReport> {
    const session = await this.session();
    const bringsSharedFacts = batch.events.some(({ event }) => isSharedType(event.type));
    this.affected = [];
    if (bringsSharedFacts || overtaken) {
      await confirmed;
      return session.transaction(async (tx) => {
        await (bringsSharedFacts ? changeSharedFacts(tx) : holdSharedFacts(tx));
        await this.refresh(tx);
        if (!bringsSharedFacts) await this.hold(tx, batch);
        return this.judgeAndWrite(tx, messages, batch, how);
      });
    }
    // Judging reads outside the transaction: what it read is checked by version when it is written.
    await this.refresh(session.sql);
    const write = await this.judged(session.sql, batch);
    await confirmed;
    return session.transaction(async (tx) => {
      await holdSharedFacts(tx);
      if ((await sharedFactsVersion(tx)) !== this.context.sharedFacts.version)
        throw new StaleRead('What all clients share');
      return this.write(tx, write, messages, batch, how);
    });
  }

  /** Keeps the batch's clients as they are; what is cached of them may be from before. */
  private async hold(tx: Tx, batch: DecodedBatch): Promise<void> {
    const { clientMerges } = this.context.sharedFacts;
    const ids = batch.events.flatMap(({ event: { data } }) => ('clientId' in data ? (data.clientId ?? []) : []));
    const survivors = [...new Set(ids.map((id) => clientMerges.survivorOf(id)))];
    await lockClients(tx, survivors);
    this.options.cache.forget(survivors);
  }

  private async judgeAndWrite(
    tx: Tx,
    messages: readonly RawRecord[],
    batch: DecodedBatch,
    how: How,
  ): Promise<BatchReport> {
    const judged = await this.judged(tx, batch);
    return this.write(tx, judged, messages, batch, how);
  }

  /** Judges all that a batch brings. */
  private async judged(sql: Sql, batch: DecodedBatch) {
    const { cache } = this.options;
    const { sharedFacts: before, policy } = this.context;
    // Provisional places in the order of recording, until the block is known: they only have to be in order.
    const events = batch.events.map(({ event }, i): Recorded =>
      Object.assign(event, { position: Number.MAX_SAFE_INTEGER - 100_000 + i }),
    );
    const shared = events.filter(isSharedEvent);
    const facts = events.filter(isClientFact);
    let after = shared.length === 0 ? before : before.with(shared);
    const ownerOf = await ownersRetracted(sql, shared, facts);
    const called = immediateRejudgements(shared, ownerOf, before, after);
    const tasks = tasksFor(facts, called, after);
    this.affected = tasks.map((t) => t.survivorId);
    const prepared = await prepare(sql, tasks, after, policy, cache);
    // All that is judged has been read: a block of positions taken now is later than any of it.
    const { block, first, recordedAt } = await newBlock(sql);
    events.forEach((event, i) => Object.assign(event, { position: first + i }));
    if (shared.length > 0) after = before.with(shared);
    const outcomes = await judgeTasks(sql, prepared, after, policy, first, (j) => j.act.position >= first, recordedAt);
    return { block, first, recordedAt, events, shared, before, after, outcomes };
  }

  private async write(
    tx: Tx,
    judged: Awaited<ReturnType<Ingestor['judged']>>,
    messages: readonly RawRecord[],
    batch: DecodedBatch,
    how: How,
  ): Promise<BatchReport> {
    const { block, first, recordedAt, shared, before, after, outcomes } = judged;
    const fanOuts = fanOutsOf(shared, after);
    if (how.tracked) await this.offsets.move(tx, messages);
    await writeEffects(tx, {
      chain: this.options.chain(),
      block,
      recordedAt,
      events: batch.events.map((decoded, i) => eventRow(decoded, first + i, recordedAt)),
      outcomes,
      // What is taken up again and refused again is among the rejections already.
      rejections: how.refusedIsNew
        ? batch.refused.map((r, i) => rejectionRow(r, first + batch.events.length + i, recordedAt, how.batchFrom))
        : [],
      fanOuts,
      incidents: shared.map(incidentOf),
    });
    if (shared.length > 0) {
      const gone = mergedAway(shared, before, after);
      if (gone.length > 0) await deleteClients(tx, gone);
      const named = fanOuts.flatMap((plan) => plan.affected.clientIds).map((id) => after.clientMerges.survivorOf(id));
      if (named.length > 0) await ensureClients(tx, [...new Set(named)], (id) => emptyClientState(id, after));
      await setSharedFactsVersion(tx, after.version);
      this.options.cache.forget(gone);
    }
    this.context = { ...this.context, sharedFacts: after };
    for (const { client } of outcomes)
      this.options.cache.set(client.row.clientId, { ...client.row, state: client.state, text: client.text });
    return reportOf(batch, outcomes, first);
  }

  /** Brings what all clients are judged by up to date with the log. */
  private async refresh(sql: Sql): Promise<void> {
    this.context = await upToDate(sql, this.context);
  }

  private async settle(batch: DecodedBatch): Promise<DecodedBatch> {
    const identities = batch.events.map((e) => e.identity);
    const { sql } = await this.session();
    return deduplicateAgainst(batch, await placesByIdentity(sql, identities));
  }

  /** Puts the pack of the installation into force, unless its version is on record; see `activateAtStart`. */
  async activatePolicy(packText: string): Promise<AtStart> {
    return activateAtStart(await this.session(), packText);
  }

  /** Has everybody judged again whom another version of the judge has judged; see `takeOver`. */
  async takeOver(): Promise<boolean> {
    return takeOver(await this.session());
  }
}

/** Ids that stood for a client of their own before, and no longer do. */
function mergedAway(shared: readonly Recorded[], before: SharedFacts, after: SharedFacts): string[] {
  const ids = shared.flatMap((e) => (isMerge(e) ? [e.data.clientId, e.data.mergedClientId] : []));
  const members = ids.flatMap((id) => [...before.clientMerges.membersOf(id), ...after.clientMerges.membersOf(id)]);
  return [...new Set(members)].filter((id) => after.clientMerges.survivorOf(id) !== id);
}

const eventRow = ({ raw, identity, event }: Decoded, position: number, recordedAt: number): EventRow => ({
  position,
  identity,
  clientId: 'clientId' in event.data ? (event.data.clientId ?? null) : null,
  type: event.type,
  shared: isSharedType(event.type),
  recordedAt,
  topic: raw.topic,
  partition: raw.partition,
  kafkaOffset: Number(raw.offset),
  key: raw.key,
  headers: storedHeaders(raw.headers),
  value: raw.value ?? Buffer.alloc(0),
});

const isIdentityTaken = (error: unknown): boolean =>
  codeOf(error) === '23505' &&
  typeof error === 'object' &&
  error !== null &&
  'constraint' in error &&
  error.constraint === 'event_identity_unique';
