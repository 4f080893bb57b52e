import type { Sql, Tx } from '../database/connection.js';

/** That the book is a demonstration, and what of it was recorded by its clock. Times in ms since 1970. */
export interface Demonstration {
  /** The first and the last block of the log whose recorded times are played; `null`: that goes on. */
  readonly firstBlock: number;
  readonly lastBlock: number | null;
  readonly begunAt: Date;
  readonly endedAt: Date | null;
  /** What time it is in the demonstration, or was when its clock was stopped. */
  readonly clock: Date;
}

/** `undefined`: it is none. */
export async function demonstrationOf(sql: Sql): Promise<Demonstration | undefined> {
  const [row] = await sql.query<Demonstration>(
    `SELECT first_block AS "firstBlock", last_block AS "lastBlock", begun_at AS "begunAt", ended_at AS "endedAt", clock
       FROM demonstration`,
  );
  return row;
}

/**
 * Makes a demonstration of a book, for good. Only the owner of the database can.
 * @param clock what time it is in it, in ms since 1970
 * @throws where anything was ever recorded in the book, and where the time has not come yet
 */
export const beginDemonstration = (tx: Tx, clock: number): Promise<unknown> =>
  tx.query('INSERT INTO demonstration (first_block, clock) VALUES (1, to_timestamp($1 / 1000.0))', [clock]);

/**
 * Moves the clock of the demonstration, when nobody is taking a time from it. Only the owner of the database can.
 * @throws where that is back, beyond the time that it is, or the clock was stopped
 */
export const moveClock = (tx: Tx, clock: number): Promise<unknown> =>
  tx.query('UPDATE demonstration SET clock = to_timestamp($1 / 1000.0)', [clock]);

/** Stops the clock of the demonstration for good: what is recorded from here on has the time at which it is. */
export const endDemonstration = (tx: Tx): Promise<number> =>
  tx.change('UPDATE demonstration SET ended_at = clock_timestamp(), last_block = 0 WHERE ended_at IS NULL');
