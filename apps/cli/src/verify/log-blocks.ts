import {
  BLOCK_SIZE,
  type AlertFactRow,
  type BatchInTree,
  type EventRow,
  type LogRecordRow,
  type RejectionRow,
} from '#log/codec';
import type { Sql } from '#store';
import { CopiedRows } from './copied-rows.js';

/** The link of a batch in its chain. `recordedAt` in ms since 1970, here and in all rows. */
export interface Batch extends BatchInTree {
  readonly hash: Buffer;
  /** Of its rows, side by side; `null` where it was recorded before rows had salts. */
  readonly leaves: Buffer | null;
}

/** A row with the salt of its leaf; `null` where it was recorded before rows had salts. */
type Salted<R> = R & { readonly salt: Buffer | null };

/** One that came with its leaf. */
type Leaf<R> = Salted<R> & { readonly leaf: Buffer };

const NOTHING = Buffer.alloc(0);

/** One block of positions: all that one transaction has recorded. */
export interface Block {
  readonly block: number;
  /** Absent where rows stand outside of every chain. */
  readonly batch: Batch | undefined;
  readonly events: readonly Leaf<EventRow>[];
  readonly facts: readonly Leaf<AlertFactRow>[];
  readonly rejections: readonly Salted<RejectionRow>[];
  readonly records: readonly Salted<LogRecordRow>[];
}

const PAGE = 2_000;
export const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** A page ends early where its rows are large: a message may have megabytes. */
const PAGE_BYTES = 32 * 1024 * 1024;
const paged = (columns: string, table: string, large: string, after: string): string =>
  `SELECT * FROM (SELECT page.*, sum(size) OVER (ORDER BY position) - size AS before
     FROM (SELECT ${columns}, coalesce(octet_length(${large}), 0) AS size
             FROM ${table} WHERE position > ${after} AND position <= ${Number.MAX_SAFE_INTEGER} ORDER BY position LIMIT ${PAGE}) page) pages
    WHERE before < ${PAGE_BYTES} ORDER BY position`;

/** Events and changes of alerts are nearly all of a log: they are copied, and digested as they come. */
const copied = (columns: string, table: string, large: string, after: number): string =>
  `COPY (SELECT ${columns} FROM (${paged(columns, table, large, String(after))}) AS paged) TO STDOUT (FORMAT binary)`;

/** The columns of a leaf, in its order. */
const EVENT = `salt, position, identity, client_id, type, shared, recorded_at, topic, partition, kafka_offset, message_key,
  headers, value`;
const FACT = 'salt, position, client_id, alert_id, kind, cause, recorded_at, actor, body';

async function eventsAfter(sql: Sql, after: number): Promise<Leaf<EventRow>[]> {
  const rows = new CopiedRows(await sql.copied(copied(EVENT, 'event', 'value', after)));
  const events: Leaf<EventRow>[] = [];
  while (rows.next()) {
    const event = {
      salt: rows.bytes(),
      position: rows.bigint(),
      identity: rows.bytes() ?? NOTHING,
      clientId: rows.text(),
      type: rows.text() ?? '',
      shared: rows.boolean() ?? false,
      recordedAt: rows.ms(),
      topic: rows.text() ?? '',
      partition: rows.integer(),
      kafkaOffset: rows.bigint(),
      key: rows.bytes(),
      headers: rows.text(),
      value: rows.bytes() ?? NOTHING,
    };
    events.push({ ...event, leaf: rows.digest() });
  }
  return events;
}

async function factsAfter(sql: Sql, after: number): Promise<Leaf<AlertFactRow>[]> {
  const rows = new CopiedRows(await sql.copied(copied(FACT, 'alert_fact', 'body', after)));
  const facts: Leaf<AlertFactRow>[] = [];
  while (rows.next()) {
    const fact = {
      salt: rows.bytes(),
      position: rows.bigint(),
      clientId: rows.text() ?? '',
      alertId: rows.text() ?? '',
      kind: (rows.text() ?? '') as AlertFactRow['kind'],
      cause: rows.text(),
      recordedAt: rows.ms(),
      actor: rows.text(),
      body: rows.text() ?? '',
    };
    facts.push({ ...fact, leaf: rows.digest() });
  }
  return facts;
}

const REJECTIONS = paged(
  `salt, rejection_id AS "rejectionId", position, topic, partition, kafka_offset AS "kafkaOffset",
   last_offset AS "lastOffset", codec, message_key AS "key", headers, value, reason, message, ${MS('recorded_at')} AS "recordedAt"`,
  'rejection',
  'value',
  '$1',
);
const RECORDS = paged(
  `salt, position, kind, subject, client_id AS "clientId", ${MS('recorded_at')} AS "recordedAt", actor, body`,
  'log_record',
  'body',
  '$1',
);
const BATCHES = `SELECT block AS position, chain, seq, block, ${MS('recorded_at')} AS "recordedAt", events, facts,
    rejections, records, leaves, content, hash
  FROM batch WHERE block > $1 AND block <= ${Number.MAX_SAFE_INTEGER} ORDER BY block LIMIT ${PAGE}`;

/** Goes through the log once, block by block in the order of positions, with never more than a few pages in memory. */
export async function* blocksOf(sql: Sql): AsyncGenerator<Block> {
  const blockOf = (row: { readonly position: number }): number => Math.floor(row.position / BLOCK_SIZE);
  const asked =
    <R>(statement: string) =>
    (after: number): Promise<R[]> =>
      sql.query<R>(statement, [after]);
  const events = new Pages<Leaf<EventRow>>((after) => eventsAfter(sql, after), blockOf);
  const facts = new Pages<Leaf<AlertFactRow>>((after) => factsAfter(sql, after), blockOf);
  const rejections = new Pages<Salted<RejectionRow>>(asked(REJECTIONS), blockOf);
  const records = new Pages<Salted<LogRecordRow>>(asked(RECORDS), blockOf);
  const batches = new Pages<Batch & { readonly position: number }>(asked(BATCHES), ({ block }) => block);
  const streams = [events, facts, rejections, records, batches];
  for (;;) {
    let block = Infinity;
    for (const stream of streams) block = Math.min(block, (await stream.next()) ?? Infinity);
    if (block === Infinity) return;
    const [batch] = await batches.take(block);
    yield {
      block,
      batch,
      events: await events.take(block),
      facts: await facts.take(block),
      rejections: await rejections.take(block),
      records: await records.take(block),
    };
  }
}

/**
 * One table in the order of positions, a page at a time, handed out by block. While one page is looked at the database
 * gets the next ready.
 */
class Pages<R extends { readonly position: number }> {
  private rows: readonly R[] = [];
  private from = 0;
  private coming: Promise<readonly R[]> | null;

  constructor(
    private readonly after: (position: number) => Promise<readonly R[]>,
    private readonly blockOf: (row: R) => number,
  ) {
    this.coming = this.ask(-1);
  }

  /** The block of the next row; `undefined` at the end. */
  async next(): Promise<number | undefined> {
    if (this.from === this.rows.length) await this.fill();
    const row = this.rows[this.from];
    return row === undefined ? undefined : this.blockOf(row);
  }

  async take(block: number): Promise<R[]> {
    const taken: R[] = [];
    while ((await this.next()) === block) {
      for (
        let row = this.rows[this.from];
        row !== undefined && this.blockOf(row) === block;
        row = this.rows[this.from]
      ) {
        taken.push(row);
        this.from += 1;
      }
    }
    return taken;
  }

  private async fill(): Promise<void> {
    if (this.coming === null) return;
    this.rows = await this.coming;
    this.from = 0;
    const last = this.rows.at(-1);
    this.coming = last === undefined ? null : this.ask(last.position);
  }

  private ask(position: number): Promise<readonly R[]> {
    const asked = this.after(position);
    // Whoever asks for it is told.
    asked.catch(() => undefined);
    return asked;
  }
}
