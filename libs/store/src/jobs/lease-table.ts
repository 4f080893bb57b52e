import type { Sql, Tx } from '../database/connection.js';

/** The work that only one process does at a time. */
export type LeaderWork =
  | ('sender' | 'dispatcher' | 'fan-out' | 'policy-calendar' | 'backtests' | 'rebuilds' | 'shadows')
  | ('sequencer' | 'witnesses' | 'time-stamps' | 'erasures' | 'alert-list' | 'desk-events' | 'invitations')
  | ('digests' | 'digest-mails');
/** What is leased: a work, or the right to a chain of the log. */
export type LeaseName = LeaderWork | `chain:${string}`;

/** How long a lease lasts after it was renewed, by the clock of the database. */
export const LEASE_MS = 10_000;

const ENDS = `clock_timestamp() + make_interval(secs => ${LEASE_MS} / 1000.0)`;

/** Who took over meanwhile is the leader now: nothing of what was attempted is written. */
export class LeaseLost extends Error {
  readonly retryable = true;

  constructor(name: LeaseName, epoch: number) {
    super(`The lease "${name}" of epoch ${epoch} is no longer ours; another process may have taken over.`);
    this.name = 'LeaseLost';
  }
}

/**
 * Takes a lease that has ended, or is the holder's own from an earlier life. One whose holder is in the middle of writing
 * counts as held, whatever its end says.
 * @returns its epoch, which no other holder ever has; `null` where somebody else holds it
 */
export async function takeLease(sql: Sql, name: LeaseName, holder: string): Promise<number | null> {
  const [row] = await sql.query<{ epoch: number }>(
    `WITH free AS (
       SELECT name FROM lease WHERE name = $1 AND (ends_at <= clock_timestamp() OR holder = $2) FOR UPDATE SKIP LOCKED
     ), taken AS (
       UPDATE lease SET holder = $2, epoch = lease.epoch + 1, ends_at = ${ENDS} FROM free
        WHERE lease.name = free.name RETURNING lease.epoch
     ), begun AS (
       INSERT INTO lease (name, holder, epoch, ends_at)
       SELECT $1, $2, 1, ${ENDS} WHERE NOT EXISTS (SELECT FROM lease WHERE name = $1)
       ON CONFLICT DO NOTHING RETURNING epoch
     )
     SELECT epoch FROM taken UNION ALL SELECT epoch FROM begun`,
    [name, holder],
  );
  return row?.epoch ?? null;
}

export async function leasesOf(sql: Sql, holder: string): Promise<LeaseName[]> {
  const rows = await sql.query<{ name: LeaseName }>('SELECT name FROM lease WHERE holder = $1 ORDER BY name', [holder]);
  return rows.map(({ name }) => name);
}

export interface LeaseTerm {
  readonly name: LeaseName;
  readonly epoch: number;
}

/**
 * Has leases last on. What its holder is writing under at this moment is locked, so nobody else can take it: it is left
 * alone and not waited for.
 * @returns those that are still ours, and whether they last on
 */
export const renewLeases = (
  sql: Sql,
  held: readonly LeaseTerm[],
): Promise<{ name: LeaseName; epoch: number; renewed: boolean }[]> =>
  sql.query(
    `WITH held AS (SELECT * FROM unnest($1::text[], $2::bigint[]) AS h (name, epoch)
     ), mine AS (
       SELECT l.name FROM lease l JOIN held USING (name, epoch) FOR UPDATE OF l SKIP LOCKED
     ), renewed AS (
       UPDATE lease SET ends_at = ${ENDS} FROM mine WHERE lease.name = mine.name RETURNING lease.name
     )
     SELECT l.name, l.epoch, EXISTS (SELECT FROM renewed r WHERE r.name = l.name) AS renewed
       FROM lease l JOIN held USING (name, epoch)`,
    [held.map(({ name }) => name), held.map(({ epoch }) => epoch)],
  );

/** Gives a lease back before its end, so that nobody has to wait for that. */
export const releaseLease = (sql: Sql, { name, epoch }: LeaseTerm): Promise<number> =>
  sql.change('UPDATE lease SET ends_at = clock_timestamp() WHERE name = $1 AND epoch = $2', [name, epoch]);

/**
 * Keeps everybody from taking over until this transaction ends. If the process stands still in the middle of it, the
 * database ends it after the time of a lease, so that others need not wait for longer.
 * @throws LeaseLost where somebody has taken over: one that stood still and goes on writes nothing
 */
export async function requireLease(tx: Tx, { name, epoch }: LeaseTerm): Promise<void> {
  const held = await tx.query(
    `SELECT set_config('idle_in_transaction_session_timeout', '${LEASE_MS}', true)
       FROM (SELECT FROM lease WHERE name = $1 AND epoch = $2 FOR SHARE) AS held`,
    [name, epoch],
  );
  if (held.length === 0) throw new LeaseLost(name, epoch);
}
