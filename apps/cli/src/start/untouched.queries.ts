import type { Sql } from '#store';

/** Each a trace of somebody having begun in earnest: facts, or people and receivers that were set up for them. */
const TRACES = [
  'SELECT FROM event',
  'SELECT FROM rejection',
  'SELECT FROM receiver',
  'SELECT FROM api_key',
  'SELECT FROM policy_proposal',
  `SELECT FROM person WHERE person_id <> 'local'`,
];

/** Whether somebody has put anything into the database. */
export async function isBegun(sql: Sql): Promise<boolean> {
  const [found] = await sql.query<{ any: boolean }>(
    `SELECT ${TRACES.map((trace) => `EXISTS (${trace})`).join(' OR ')} AS any`,
  );
  return found?.any !== false;
}
