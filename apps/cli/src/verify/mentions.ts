import type { LoggedFacts } from './logged-facts.js';
import type { Source } from './source.js';

/** Who is mentioned in a recorded step finds the alert by it; nobody else does. @returns how many mentions there are */
export async function compareMentions({ sql, report }: Source, { mentions }: LoggedFacts): Promise<number> {
  const rows = await sql.query<{ person_id: string; position: number; client_id: string; alert_id: string }>(
    'SELECT person_id, position, client_id, alert_id FROM mention',
  );
  const missing = new Map(mentions);
  for (const { person_id, position, ...stored } of rows) {
    const row = { table: 'mention', row: { person_id, position } };
    const key = JSON.stringify([person_id, position]);
    const expected = mentions.get(key);
    missing.delete(key);
    if (expected !== undefined) await report.compare('I9', row, expected, stored);
    else {
      const elsewhere = [...mentions.keys()].some((other) => other.endsWith(`,${position}]`));
      const column = elsewhere ? 'person_id' : 'position';
      await report.violation('I9', { kind: 'WITHOUT_CAUSE', ...row, column });
    }
  }
  for (const key of missing.keys()) {
    const [person_id, position] = JSON.parse(key) as [string, number];
    await report.violation('I9', {
      kind: 'MISSING',
      table: 'mention',
      row: { person_id, position },
      column: 'position',
    });
  }
  return rows.length;
}
