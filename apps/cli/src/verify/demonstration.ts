import { BLOCK_SIZE } from '#log/codec';
import { MS } from './log-blocks.js';
import type { Source } from './source.js';

const NAME = 'I17 recorded times are real, but where a demonstration says from its first batch on that they are played';
/** Of more, so many are named. */
const NAMED_MAX = 20;

/**
 * Of a demonstration: its mark stands in the first batch of the log, the times of its past go only forward and lie before the
 * time at which it was played, and what was recorded after that has real ones.
 */
export async function playedTimesHold({ sql, report }: Pick<Source, 'sql' | 'report'>): Promise<void> {
  const [mark] = await sql.query<{ first: number; last: number | null; begun: number; ended: number | null }>(
    `SELECT first_block AS first, last_block AS last, ${MS('begun_at')} AS begun, ${MS('ended_at')} AS ended
       FROM demonstration`,
  );
  const marks = await sql.query<{ position: number }>(
    `SELECT position FROM log_record WHERE kind = 'demonstration' ORDER BY position`,
  );
  if (mark === undefined) {
    for (const { position } of marks) {
      await report.violation('I17', { kind: 'MISSING', table: 'demonstration', row: { position }, column: 'only_row' });
    }
    return report.invariant(NAME, 'this is no demonstration');
  }
  const at = { table: 'demonstration', row: { only_row: true } };
  const [batches] = await sql.query<{ first: number | null }>('SELECT min(block) AS first FROM batch');
  const [position] = marks.map((row) => Math.floor(row.position / BLOCK_SIZE));
  await report.compare('I17', at, { first_block: 1, marked_in: 1 }, { first_block: mark.first, marked_in: position });
  await report.compare('I17', at, { first_batch: 1 }, { first_batch: batches?.first });
  for (const row of await outOfOrder(sql, mark.last)) {
    const { block, recorded_at, least } = row;
    const batch = { table: 'batch', row: { block } };
    await report.compare('I17', batch, { recorded_at: `not before ${least}` }, { recorded_at });
  }
  for (const { block, recorded_at } of await outOfBounds(sql, mark)) {
    const expected =
      mark.last !== null && block > mark.last ? `not before ${mark.ended}` : `not after ${mark.ended ?? 'now'}`;
    await report.compare('I17', { table: 'batch', row: { block } }, { recorded_at: expected }, { recorded_at });
  }
  const blocks = mark.last === null ? 'all so far, and its clock still runs' : `up to block ${mark.last}`;
  report.invariant(NAME, `THIS IS A DEMONSTRATION: recorded times are played, ${blocks}`);
}

type Times = { readonly block: number; readonly recorded_at: number };

/** Batches of the past that claim to be older than one before them. */
const outOfOrder = (sql: Source['sql'], last: number | null): Promise<(Times & { readonly least: number })[]> =>
  sql.query(
    `SELECT * FROM (
       SELECT block, ${MS('recorded_at')} AS recorded_at,
              ${MS('max(recorded_at) OVER (ORDER BY block ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)')} AS least
         FROM batch WHERE block <= coalesce($1, block)) b
      WHERE recorded_at < least ORDER BY block LIMIT ${NAMED_MAX}`,
    [last],
  );

/** Batches of the past from a time that had not come, and later ones from a time that was over. */
const outOfBounds = (
  sql: Source['sql'],
  { last, ended }: { readonly last: number | null; readonly ended: number | null },
): Promise<Times[]> =>
  sql.query(
    `SELECT block, recorded_at FROM (SELECT block, ${MS('recorded_at')} AS recorded_at FROM batch) b
      WHERE CASE WHEN block <= coalesce($1, block)
                 THEN recorded_at > coalesce($2::float8, extract(epoch FROM clock_timestamp()) * 1000)
                 ELSE recorded_at < $2::float8 END
      ORDER BY block LIMIT ${NAMED_MAX}`,
    [last, ended === null ? null : Math.floor(ended)],
  );
