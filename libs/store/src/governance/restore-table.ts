import type { Sql, Tx } from '../database/connection.js';

/** By topic and partition the next offset to come. */
export type Ends = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A restore of the database to an earlier time, and the epoch of the log that it began. */
export interface Restore {
  /** From 2. */
  readonly epoch: number;
  /** Under which name heads are signed from then on; `null` where nothing is signed. */
  readonly origin: string | null;
  readonly reason: string;
  readonly restoredBy: string;
  readonly restoredAt: Date;
  /** Leaves of the tree that the database held. */
  readonly size: number;
  readonly root: Buffer;
  /** The largest head that was found outside, as a signed note. */
  readonly outside: string | null;
  /** When the last thing that is known of the lost part was sent. */
  readonly lostUntil: Date | null;
  /** Positions of the epoch begin with this block. */
  readonly firstBlock: number;
  /** Up to where the topics that are read had been written. */
  readonly inputs: Ends;
  /** Likewise those that are sent to. */
  readonly sent: Ends;
  readonly messages: number;
  readonly steps: number;
  /** `null`: what came since is being read again, and nothing is sent or shown. */
  readonly openedAt: Date | null;
}

const COLUMNS = `epoch, origin, reason, restored_by AS "restoredBy", restored_at AS "restoredAt", size, root, outside,
  lost_until AS "lostUntil", first_block AS "firstBlock", inputs, sent, messages, steps, opened_at AS "openedAt"`;

/** The last one; `undefined` where the log is in its first epoch. */
export async function currentRestore(sql: Sql): Promise<Restore | undefined> {
  const [row] = await sql.query<Restore>(`SELECT ${COLUMNS} FROM restore ORDER BY epoch DESC LIMIT 1`);
  return row;
}

/** Only the owner of the database can. */
export const beginEpoch = (tx: Tx, r: Omit<Restore, 'restoredAt' | 'openedAt'>): Promise<unknown> =>
  tx.query(
    `INSERT INTO restore (epoch, origin, reason, restored_by, size, root, outside, lost_until, first_block, inputs, sent,
                          messages, steps)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[r.epoch, r.origin, r.reason, r.restoredBy, r.size, r.root, r.outside, r.lostUntil, r.firstBlock],
      ...[JSON.stringify(r.inputs), JSON.stringify(r.sent), r.messages, r.steps],
    ],
  );

/** From here on things are sent and shown again. Only the owner of the database can. */
export const openEpoch = (tx: Tx, epoch: number): Promise<number> =>
  tx.change('UPDATE restore SET opened_at = clock_timestamp() WHERE epoch = $1 AND opened_at IS NULL', [epoch]);

/** Nobody else begins an epoch until this transaction ends. */
export const lockRestores = (tx: Tx): Promise<unknown> => tx.query('LOCK TABLE restore IN EXCLUSIVE MODE');

/** Gives out no block of positions any more that comes before this one. */
export const skipBlocksTo = (tx: Tx, block: number): Promise<unknown> =>
  tx.query(`SELECT setval('log_block', greatest($1, (SELECT last_value FROM log_block)), false)`, [block]);

/** The next block of positions is none that was given out, by all that this database knows. */
export async function lastBlock(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ block: number }>('SELECT last_value AS block FROM log_block');
  return row?.block ?? 0;
}

/** What is known outside and not here. */
export interface LogDivergence {
  readonly kind: 'BEHIND' | 'FORKED';
  /** In sentences. */
  readonly detail: string;
}

export async function logDivergence(sql: Sql): Promise<LogDivergence | undefined> {
  const [row] = await sql.query<LogDivergence>('SELECT kind, detail FROM log_divergence');
  return row;
}

/** Notes what stands now; `null` where the log continues all that stands outside. */
export async function noteDivergence(tx: Tx, found: LogDivergence | null): Promise<void> {
  await tx.query('DELETE FROM log_divergence WHERE kind IS DISTINCT FROM $1 OR detail IS DISTINCT FROM $2', [
    found?.kind ?? null,
    found?.detail ?? null,
  ]);
  if (found === null) return;
  await tx.query('INSERT INTO log_divergence (kind, detail) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    found.kind,
    found.detail,
  ]);
}

/** Of a time that was taken for the newest: when something was recorded last; `null` where nothing was. */
export async function lastRecordedAt(sql: Sql): Promise<Date | null> {
  const [row] = await sql.query<{ at: Date | null }>('SELECT max(recorded_at) AS at FROM batch');
  return row?.at ?? null;
}

/** Partitions that are still to be read up to where they had been written. @returns `topic/partition` each */
export async function partitionsBehind(sql: Sql, inputs: Ends): Promise<string[]> {
  const rows = await sql.query<{ place: string }>(
    `SELECT t.key || '/' || p.key AS place
       FROM jsonb_each($1::jsonb) t CROSS JOIN LATERAL jsonb_each_text(t.value) p
       LEFT JOIN kafka_offset o ON o.topic = t.key AND o.partition = p.key::int AND NOT o.closed
      WHERE coalesce(o.next_offset, 0) < p.value::bigint ORDER BY 1`,
    [JSON.stringify(inputs)],
  );
  return rows.map(({ place }) => place);
}
