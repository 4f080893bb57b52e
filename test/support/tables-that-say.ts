import type { TestDatabase } from './database';

/** The tables in whose rows a text stands, as it is or as bytes: what a dump of the database would show of it. */
export async function tablesThatSay(database: Pick<TestDatabase, 'query'>, text: string): Promise<string[]> {
  const tables = await database.query<{ name: string }>(
    'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY 1',
  );
  const saying: string[] = [];
  for (const { name } of tables) {
    const [row] = await database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${name} t
        WHERE strpos(to_jsonb(t)::text, $1) > 0 OR strpos(to_jsonb(t)::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0
           OR strpos(to_jsonb(t)::text, encode(convert_to($1, 'UTF8'), 'base64')) > 0`,
      [text],
    );
    if ((row?.n ?? 0) > 0) saying.push(name);
  }
  return saying;
}
