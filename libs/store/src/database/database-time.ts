import type { Sql } from './connection.js';

/** The clock by which facts are recorded, and by which what people have set begins and ends; ms since 1970. */
export async function databaseTime(sql: Sql): Promise<number> {
  const [row] = await sql.query<{ ms: number }>('SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS ms');
  if (row === undefined) throw new Error('The database told no time.');
  return row.ms;
}
