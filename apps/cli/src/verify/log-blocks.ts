import {
  BLOCK_SIZE,
  type AlertFactRow,
  type BatchInTree,
  type EventRow,
  type LogRecordRow,
  type RejectionRow,
} from '#log/codec';
import type { Sql } from '#store';

/** The link of a batch in its chain. `recordedAt` in ms since 1970, here and in all rows. */
export interface Batch extends BatchInTree {
  readonly hash: Buffer;
  /** Of its rows, side by side; `null` where it was recorded before rows had salts. */
  readonly leaves: Buffer | null;
}

/** A row with the salt of its leaf; `null` where it was recorded before rows had salts. */
type Salted<R> = R & { readonly salt: Buffer | null };

/** One block of positions: all that one transaction has recorded. */
export interface Block {
  readonly block: number;
  /** Absent where rows stand outside of every chain. */
  readonly batch: Batch | undefined;
  readonly events: readonly Salted<EventRow>[];
  readonly facts: readonly Salted<AlertFactRow>[];
  readonly rejections: readonly Salted<RejectionRow>[];
  readonly records: readonly Salted<LogRecordRow>[];
}

const PAGE = 2_000;
export const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** A page ends early where its rows are large: a message may have megabytes. */
const PAGE_BYTES = 32 * 1024 * 1024;
const paged = (columns: string, table: string, large: string): string =>
  `SELECT * FROM (SELECT page.*, sum(size) OVER (ORDER BY position) - size AS before
     FROM (SELECT ${columns}, coalesce(octet_length(${large}), 0) AS size
             FROM ${table} WHERE position > $1 ORDER BY position LIMIT ${PAGE}) page) pages
    WHERE before < ${PAGE_BYTES} ORDER BY position`;

const EVENTS = paged(
  `salt, position, identity, client_id AS "clientId", type, shared, ${MS('recorded_at')} AS "recordedAt", topic, partition,
   kafka_offset AS "kafkaOffset", message_key AS "key", headers, value`,
  'event',
  'value',
);
const FACTS = paged(
  `salt, position, client_id AS "clientId", alert_id AS "alertId", kind, cause, ${MS('recorded_at')} AS "recordedAt", actor, body`,
  'alert_fact',
  'body',
);
const REJECTIONS = paged(
  `salt, rejection_id AS "rejectionId", position, topic, partition, kafka_offset AS "kafkaOffset",
   last_offset AS "lastOffset", codec, message_key AS "key", headers, value, reason, message, ${MS('recorded_at')} AS "recordedAt"`,
  'rejection',
  'value',
);
const RECORDS = paged(
  `salt, position, kind, subject, client_id AS "clientId", ${MS('recorded_at')} AS "recordedAt", actor, body`,
  'log_record',
  'body',
);
const BATCHES = `SELECT block AS position, chain, seq, block, ${MS('recorded_at')} AS "recordedAt", events, facts,
    rejections, records, leaves, content, hash
  FROM batch WHERE block > $1 ORDER BY block LIMIT ${PAGE}`;

/** Goes through the log once, block by block in the order of positions, with never more than a few pages in memory. */
export async function* blocksOf(sql: Sql): AsyncGenerator<Block> {
  const blockOf = (row: { readonly position: number }): number => Math.floor(row.position / BLOCK_SIZE);
  const events = new Pages<Salted<EventRow>>(sql, EVENTS, blockOf);
  const facts = new Pages<Salted<AlertFactRow>>(sql, FACTS, blockOf);
  const rejections = new Pages<Salted<RejectionRow>>(sql, REJECTIONS, blockOf);
  const records = new Pages<Salted<LogRecordRow>>(sql, RECORDS, blockOf);
  const batches = new Pages<Batch & { readonly position: number }>(sql, BATCHES, ({ block }) => block);
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

/** One table in the order of positions, a page at a time, handed out by block. */
class Pages<R extends { readonly position: number }> {
  private rows: readonly R[] = [];
  private from = 0;
  private last = -1;
  private ended = false;

  constructor(
    private readonly sql: Sql,
    private readonly statement: string,
    private readonly blockOf: (row: R) => number,
  ) {}

  /** The block of the next row; `undefined` at the end. */
  async next(): Promise<number | undefined> {
    await this.fill();
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
    if (this.from < this.rows.length || this.ended) return;
    this.rows = await this.sql.query<R>(this.statement, [this.last]);
    this.from = 0;
    this.last = this.rows.at(-1)?.position ?? this.last;
    this.ended = this.rows.length === 0;
  }
}
