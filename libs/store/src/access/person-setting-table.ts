import type { Sql, Tx } from '../database/connection.js';

/** How somebody wants to see the dashboard; `null`: as everybody does. */
export interface PersonSettings {
  readonly timeZone: string | null;
  readonly landing: string | null;
  /** How close the lines of tables stand. */
  readonly density: string | null;
}

export async function settingsOf(sql: Sql, personId: string): Promise<PersonSettings> {
  const [row] = await sql.query<PersonSettings>(
    'SELECT time_zone AS "timeZone", landing, density FROM person_setting WHERE person_id = $1',
    [personId],
  );
  return row ?? { timeZone: null, landing: null, density: null };
}

export const saveSettings = (
  tx: Tx,
  personId: string,
  { timeZone, landing, density }: PersonSettings,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO person_setting (person_id, time_zone, landing, density) VALUES ($1, $2, $3, $4)
     ON CONFLICT (person_id) DO UPDATE
        SET time_zone = EXCLUDED.time_zone, landing = EXCLUDED.landing, density = EXCLUDED.density`,
    [personId, timeZone, landing, density],
  );
