import type { Source } from './source.js';

/** What orders the rows of the log and of its tree. Whatever reads them reads from 0 on, and up to what is a whole number still. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  event: ['position'],
  alert_fact: ['position'],
  rejection: ['position'],
  log_record: ['position'],
  batch: ['block', 'seq'],
  tree_leaf: ['index', 'seq'],
  tree_node: ['level', 'index'],
  tree_head: ['size'],
};
const MOST = Number.MAX_SAFE_INTEGER;
/** Of each column, so many are named. */
const NAMED_MAX = 20;

/** Names rows that stand where nothing is ever recorded: before the beginning, or further than numbers go. */
export async function placesHold({ sql, report }: Source): Promise<void> {
  for (const [table, columns] of Object.entries(PLACES)) {
    for (const column of columns) {
      const rows = await sql.query<{ at: string | null }>(
        `SELECT ${column}::text AS at FROM ${table} WHERE ${column} < 0 OR ${column} > ${MOST} OR ${column} IS NULL
          LIMIT ${NAMED_MAX}`,
      );
      for (const { at } of rows) {
        await report.violation('I2', { kind: 'NO_SUCH_PLACE', table, row: { [column]: at }, column });
      }
    }
  }
}
