import { REJECTION_REASON_NAMES, sameFact } from '#contract';
import type { DomainEvent } from '#domain';
import type { RejectionRow } from '#log/codec';
import { ERASED_PRINT } from './erased.js';
import { Coordinates, fingerprint } from './fingerprints.js';
import { grouped } from './grouped.js';
import { MS, type Block } from './log-blocks.js';
import { noteEnd, type LoggedEvents } from './logged-events.js';
import { identityHash, parseLogged, readBack, storedHeadersText, type LogRow } from './read-back.js';
import { RejectedBatches } from './rejected-batches.js';
import type { Source } from './source.js';

const known: readonly string[] = REJECTION_REASON_NAMES;

interface Outcome {
  readonly rejectionId: string;
  readonly attempt: number;
  readonly outcome: string;
  readonly message: string | null;
  readonly recordedAt: number;
}

/** What was taken up again with the outcome that it is in the log now: where it must be found there. */
interface Accepted {
  readonly rejection: RejectionRow;
  readonly outcome: Outcome;
  readonly print: bigint;
}

/** Parses each rejection again from its bytes: the reason must be the same, and what came of taking it up must be true. */
export class LoggedRejections {
  readonly coordinates = new Coordinates();
  readonly batches = new RejectedBatches();
  count = 0;
  outcomes = 0;
  /** Those of which today's parser gives another reason, or the same in other words. */
  readonly inOtherWords = new Set<string>();
  private readonly accepted: Accepted[] = [];
  /** Places of messages. */
  private readonly settled = new Set<string>();

  constructor(
    private readonly source: Source,
    private readonly events: LoggedEvents,
  ) {}

  async take({ rejections }: Block): Promise<void> {
    if (rejections.length === 0) return;
    const { report } = this.source;
    const outcomes = await this.outcomesOf(rejections.map((r) => r.rejectionId));
    const onFile = await this.onFile(rejections);
    for (const rejection of rejections) {
      this.count += 1;
      const { topic, partition, kafkaOffset, key, headers, value } = rejection;
      const row = { table: 'rejection', row: { rejection_id: rejection.rejectionId } };
      await report.compare('I1', row, { rejection_id: this.idOf(rejection) }, { rejection_id: rejection.rejectionId });
      const own = outcomes.get(rejection.rejectionId) ?? [];
      if (rejection.reason === 'UNREADABLE_BATCH') {
        await this.takeBatch(rejection, own);
        continue;
      }
      const { lastOffset: last_offset, codec } = rejection;
      await report.compare('I1', row, { last_offset: null, codec: null }, { last_offset, codec });
      const isErased = this.source.erased.has(rejection.position) && value === null;
      const print = isErased ? ERASED_PRINT : fingerprint(key, storedHeadersText(headers), value);
      this.coordinates.of(topic, partition).add(kafkaOffset, print);
      noteEnd(this.events.ends, rejection);
      await this.compareOutcomes(rejection, own, print, onFile);
      if (!isErased) await this.compareReason(rejection, own.some(isSettling), onFile);
    }
  }

  /** A batch has the id of its first offset; the record that stands there, where it can't be taken either, one of its own. */
  private idOf({ topic, partition, kafkaOffset, reason }: RejectionRow): string {
    const id = placeOf(topic, partition, kafkaOffset);
    const isFirstRecord =
      reason !== 'UNREADABLE_BATCH' && this.batches.at(topic, partition, kafkaOffset)?.first === kafkaOffset;
    return isFirstRecord ? `${id}-record` : id;
  }

  /** Nobody can parse it again; what it says of itself must agree, and whoever reads the topics meets its bytes. */
  private async takeBatch(rejection: RejectionRow, outcomes: readonly Outcome[]): Promise<void> {
    const { rejectionId, topic, partition, kafkaOffset, codec, message } = rejection;
    const last = rejection.lastOffset ?? kafkaOffset;
    const row = { table: 'rejection', row: { rejection_id: rejectionId } };
    const says = `the batch of records from offset ${kafkaOffset} to ${last} (${codec}) can't be read: `;
    const actual = message.startsWith(says) ? `${says}…` : message;
    await this.source.report.compare('I1', row, { message: `${says}…` }, { message: actual });
    this.outcomes += outcomes.length;
    this.batches.add(rejection, last, outcomes.some(isSettling));
    noteEnd(this.events.ends, { topic, partition, kafkaOffset: last });
  }

  /** After the whole log: what was accepted after all stands there with these coordinates and bytes; nothing else does. */
  async end(): Promise<void> {
    const { report } = this.source;
    for (const { rejection, outcome, print } of this.accepted) {
      const { topic, partition, kafkaOffset } = rejection;
      const logged = this.events.coordinates.of(topic, partition).at(kafkaOffset);
      if (logged === print || logged === ERASED_PRINT || (print === ERASED_PRINT && logged !== 0n)) continue;
      const { rejectionId, attempt } = outcome;
      const row = { table: 'rejection_outcome', row: { rejection_id: rejectionId, attempt } };
      const expected = 'another outcome: no event has its coordinates and bytes';
      await report.violation('I1', { kind: 'DIFFERS', ...row, column: 'outcome', expected, actual: 'ACCEPTED' });
    }
    for (const { position, topic, partition, kafkaOffset } of this.events.redriven) {
      if (this.coordinates.of(topic, partition).at(kafkaOffset) !== 0n) continue;
      if (this.batches.at(topic, partition, kafkaOffset)?.isSettled === true) continue;
      const row = { table: 'event', row: { position }, column: 'kafka_offset' };
      await report.violation('I1', { kind: 'NOT_FROM_A_REJECTION', ...row, topic, partition, offset: kafkaOffset });
    }
    for (const { topic, partition, offsets } of this.coordinates.left()) {
      for (const offset of offsets.left()) {
        const place = placeOf(topic, partition, offset);
        const logged = this.events.coordinates.of(topic, partition).at(offset) !== 0n;
        if (!logged || this.settled.has(place)) continue;
        await report.violation('I1', { kind: 'TWICE', table: 'rejection', row: { rejection_id: place } });
      }
    }
    const strays = await this.source.sql.query<{ rejectionId: string; attempt: number }>(
      `SELECT o.rejection_id AS "rejectionId", o.attempt FROM rejection_outcome o LEFT JOIN rejection r USING (rejection_id)
        WHERE r.rejection_id IS NULL`,
    );
    for (const { rejectionId, attempt } of strays) {
      const row = { table: 'rejection_outcome', row: { rejection_id: rejectionId, attempt } };
      await report.violation('I1', { kind: 'WITHOUT_CAUSE', ...row, column: 'rejection_id' });
    }
  }

  private async compareReason(r: RejectionRow, isSettled: boolean, onFile: ReadonlyMap<string, OnFile>) {
    const { report } = this.source;
    const row = { table: 'rejection', row: { rejection_id: r.rejectionId } };
    const actual = { reason: r.reason, message: r.message };
    const parsed = parseLogged(r);
    if (!parsed.ok) return this.compareWords(r, { reason: parsed.reason, message: parsed.message });
    // What could not be taken then and can be now was taken up again for that very reason.
    if (isSettled) {
      return known.includes(r.reason) ? undefined : report.compare('I1', row, { reason: 'one that is known' }, actual);
    }
    const { source, id } = parsed.event;
    const first = onFile.get(identityHash(parsed.event).toString('hex'));
    const conflict = first !== undefined && (first === 'ERASED' || !sameFact(first, parsed.event));
    if (!conflict) {
      if (known.includes(r.reason)) report.remark('I1', 'would be taken now: re-drive', r.rejectionId);
      else await report.compare('I1', row, { reason: 'one that is known' }, actual);
      return;
    }
    const message = `an event with source ${source} and id ${id} is on file and says something else; the first holds`;
    await this.compareWords(r, { reason: 'CONFLICT', message });
  }

  /**
   * What was refused by an earlier version may be refused in other words now: then what was told of it must say the same,
   * which is seen where that is read; the reason is in its batch's digest besides.
   */
  private async compareWords(r: RejectionRow, now: { readonly reason: string; readonly message: string }) {
    const { report } = this.source;
    if (r.reason === now.reason && r.message === now.message) return;
    if (known.includes(r.reason)) this.inOtherWords.add(r.rejectionId);
    else {
      const row = { table: 'rejection', row: { rejection_id: r.rejectionId } };
      await report.compare('I1', row, now, { reason: r.reason, message: r.message });
    }
  }

  private async compareOutcomes(
    rejection: RejectionRow,
    outcomes: readonly Outcome[],
    print: bigint,
    onFile: ReadonlyMap<string, OnFile>,
  ): Promise<void> {
    const { report } = this.source;
    const parsed = parseLogged(rejection);
    const place = placeOf(rejection.topic, rejection.partition, rejection.kafkaOffset);
    let before = rejection.recordedAt;
    for (const [i, outcome] of outcomes.entries()) {
      this.outcomes += 1;
      const row = {
        table: 'rejection_outcome',
        row: { rejection_id: rejection.rejectionId, attempt: outcome.attempt },
      };
      await report.compare('I1', row, { attempt: i + 1 }, { attempt: outcome.attempt });
      if (outcome.recordedAt < before) {
        const expected = { recorded_at: `not before ${timeText(before)}` };
        await report.compare('I1', row, expected, { recorded_at: timeText(outcome.recordedAt) });
      }
      before = outcome.recordedAt;
      if (isSettling(outcome) && i < outcomes.length - 1) {
        await report.violation('I1', { kind: 'TAKEN_UP_AFTER_IT_WAS_SETTLED', ...row, column: 'outcome' });
      }
      const isRefused = outcome.outcome === 'REJECTED';
      const still = /^still [A-Z_]+(?:, [A-Z_]+)*$/;
      if (isRefused ? !still.test(outcome.message ?? '') : outcome.message !== null) {
        const expected = { message: isRefused ? 'still, and why' : null };
        await report.compare('I1', row, expected, { message: outcome.message });
      }
      switch (outcome.outcome) {
        case 'ACCEPTED':
          this.accepted.push({ rejection, outcome, print });
          this.settled.add(place);
          break;
        case 'DUPLICATE': {
          this.settled.add(place);
          if (print === ERASED_PRINT) break;
          const first = parsed.ok ? onFile.get(identityHash(parsed.event).toString('hex')) : undefined;
          if (parsed.ok && first !== undefined && (first === 'ERASED' || sameFact(first, parsed.event))) break;
          const expected = { outcome: 'another: nothing on file says the same' };
          await report.compare('I1', row, expected, { outcome: outcome.outcome });
          break;
        }
        case 'REJECTED':
          break;
        default:
          await report.compare('I1', row, { outcome: 'one that is known' }, { outcome: outcome.outcome });
      }
    }
  }

  private async outcomesOf(ids: readonly string[]): Promise<Map<string, Outcome[]>> {
    const rows = await this.source.sql.query<Outcome>(
      `SELECT rejection_id AS "rejectionId", attempt, outcome, message, ${MS('recorded_at')} AS "recordedAt"
         FROM rejection_outcome WHERE rejection_id = ANY($1) ORDER BY rejection_id, attempt`,
      [ids],
    );
    return grouped(rows, ({ rejectionId }) => rejectionId);
  }

  /** The accepted events that hold the identities of these messages, by identity. */
  private async onFile(rejections: readonly RejectionRow[]): Promise<Map<string, OnFile>> {
    const identities = rejections.flatMap((r) => {
      const parsed = parseLogged(r);
      return parsed.ok ? [identityHash(parsed.event)] : [];
    });
    return eventsByIdentity(this.source, identities);
  }
}

/** Who alters a time may make it infinite. */
const timeText = (ms: number): string => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms));

const placeOf = (topic: string, partition: number, offset: number): string => `${topic}-${partition}-${offset}`;

const isSettling = ({ outcome }: Outcome): boolean => outcome === 'ACCEPTED' || outcome === 'DUPLICATE';

/** What is on file under an identity: the event, or that it was erased. */
type OnFile = DomainEvent | 'ERASED';

/** Accepted events by the hex of their identity. */
export async function eventsByIdentity({ sql }: Source, identities: readonly Buffer[]): Promise<Map<string, OnFile>> {
  if (identities.length === 0) return new Map();
  const rows = await sql.query<LogRow & { identity: Buffer }>(
    'SELECT position, identity, message_key AS "key", headers, value FROM event WHERE identity = ANY($1)',
    [identities],
  );
  return new Map(
    rows.flatMap((row) => {
      const event = row.value.length === 0 ? 'ERASED' : readBack(row);
      return event === null ? [] : [[row.identity.toString('hex'), event] as const];
    }),
  );
}
