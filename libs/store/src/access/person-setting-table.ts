import type { Sql, Tx } from '../database/connection.js';
import type { DigestDays } from './digest-table.js';

/** How somebody wants to see the dashboard, and what is mailed to them; `null`: as everybody does. */
export interface PersonSettings {
  readonly timeZone: string | null;
  readonly landing: string | null;
  /** How close the lines of tables stand. */
  readonly density: string | null;
  /** On which days they want a digest; `null`: on none. */
  readonly digest: DigestDays | null;
  /** When the next one is due. */
  readonly digestAt: Date | null;
}

export async function settingsOf(sql: Sql, personId: string): Promise<PersonSettings> {
  const [row] = await sql.query<PersonSettings>(
    `SELECT time_zone AS "timeZone", landing, density, digest, digest_at AS "digestAt" FROM person_setting
      WHERE person_id = $1`,
    [personId],
  );
  return row ?? { timeZone: null, landing: null, density: null, digest: null, digestAt: null };
}

export const saveSettings = (
  tx: Tx,
  personId: string,
  { timeZone, landing, density, digest, digestAt }: PersonSettings,
): Promise<unknown> =>
  tx.query(
    `INSERT INTO person_setting (person_id, time_zone, landing, density, digest, digest_at)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (person_id) DO UPDATE
        SET time_zone = EXCLUDED.time_zone, landing = EXCLUDED.landing, density = EXCLUDED.density,
            digest = EXCLUDED.digest, digest_at = EXCLUDED.digest_at`,
    [personId, timeZone, landing, density, digest, digestAt],
  );
