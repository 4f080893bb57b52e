import { BLOCK_SIZE, type AlertFactRow, type EventRow, type RejectionRow, type Sql } from '#store';

/** The link of a batch in its chain. `recordedAt` in ms since 1970, here and in all rows. */
export interface Batch {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  readonly recordedAt: number;
  readonly events: number;
  readonly facts: number;
  readonly content: Buffer;
  readonly hash: Buffer;
}

/** One block of positions: all that one transaction has recorded. */
export interface Block {
  readonly block: number;
  /** Absent where rows stand outside of every chain. */
  readonly batch: Batch | undefined;
  readonly events: readonly EventRow[];
  readonly facts: readonly AlertFactRow[];
  readonly rejections: readonly RejectionRow[];
}

const PAGE = 2_000;
export const MS = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const EVENTS = `SELECT position, identity, client_id AS "clientId", type, shared, ${MS('recorded_at')} AS "recordedAt",
    topic, partition, kafka_offset AS "kafkaOffset", message_key AS "key", headers, value
  FROM event WHERE position > $1 ORDER BY position LIMIT ${PAGE}`;
const FACTS = `SELECT position, client_id AS "clientId", alert_id AS "alertId", kind, cause,
    ${MS('recorded_at')} AS "recordedAt", actor, body
  FROM alert_fact WHERE position > $1 ORDER BY position LIMIT ${PAGE}`;
const REJECTIONS = `SELECT rejection_id AS "rejectionId", position, topic, partition, kafka_offset AS "kafkaOffset",
    message_key AS "key", headers, value, reason, message, ${MS('recorded_at')} AS "recordedAt"
  FROM rejection WHERE position > $1 ORDER BY position LIMIT ${PAGE}`;
const BATCHES = `SELECT block AS position, chain, seq, block, ${MS('recorded_at')} AS "recordedAt", events, facts,
    content, hash
  FROM batch WHERE block > $1 ORDER BY block LIMIT ${PAGE}`;

/** Goes through the log once, block by block in the order of positions, with never more than a few pages in memory. */
export async function* blocksOf(sql: Sql): AsyncGenerator<Block> {
  const blockOf = (row: { readonly position: number }): number => Math.floor(row.position / BLOCK_SIZE);
  const events = new Pages<EventRow>(sql, EVENTS, blockOf);
  const facts = new Pages<AlertFactRow>(sql, FACTS, blockOf);
  const rejections = new Pages<RejectionRow>(sql, REJECTIONS, blockOf);
  const batches = new Pages<Batch & { readonly position: number }>(sql, BATCHES, ({ block }) => block);
  const streams = [events, facts, rejections, batches];
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
      const end = this.rows.findIndex((row, i) => i >= this.from && this.blockOf(row) !== block);
      taken.push(...this.rows.slice(this.from, end === -1 ? undefined : end));
      this.from = end === -1 ? this.rows.length : end;
    }
    return taken;
  }

  private async fill(): Promise<void> {
    if (this.from < this.rows.length || this.ended) return;
    this.rows = await this.sql.query<R>(this.statement, [this.last]);
    this.from = 0;
    this.last = this.rows.at(-1)?.position ?? this.last;
    this.ended = this.rows.length < PAGE;
  }
}
