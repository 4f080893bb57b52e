import type { Sql } from '#store';
import type { Silence } from './matching.js';

/** Those that keep alerts from being sent now: not ended, not over, and approved of where that takes a second person. */
export async function silencesInForce(sql: Sql): Promise<Silence[]> {
  const rows = await sql.query<{ silenceId: string; matchers: string }>(
    `SELECT silence_id AS "silenceId", matchers FROM silence
      WHERE ended_at IS NULL AND until > clock_timestamp() AND (approved_by IS NOT NULL OR NOT needs_second)`,
  );
  return rows.map(({ silenceId, matchers }) => ({ silenceId, matchers: JSON.parse(matchers) as Silence['matchers'] }));
}
