import type { Sql, Tx } from '../database/connection.js';

/** One gap in the evidence of one client, by the tag that says that there is one. */
export interface EvidenceTaskKey {
  readonly clientId: string;
  readonly tag: string;
}

/** @returns whoever has it in hand; `null`: nobody */
export async function taskAssignee(sql: Sql, { clientId, tag }: EvidenceTaskKey): Promise<string | null> {
  const [row] = await sql.query<{ assignee: string }>(
    'SELECT assignee FROM evidence_task WHERE client_id = $1 AND tag = $2',
    [clientId, tag],
  );
  return row?.assignee ?? null;
}

/** Puts a task into somebody's hands. @param assignee `null`: into nobody's */
export const assignTask = (
  tx: Tx,
  { clientId, tag }: EvidenceTaskKey,
  assignee: string | null,
  by: string,
): Promise<unknown> =>
  assignee === null
    ? tx.query('DELETE FROM evidence_task WHERE client_id = $1 AND tag = $2', [clientId, tag])
    : tx.query(
        `INSERT INTO evidence_task (client_id, tag, assignee, assigned_by) VALUES ($1, $2, $3, $4)
         ON CONFLICT (client_id, tag) DO UPDATE
            SET assignee = EXCLUDED.assignee, assigned_by = EXCLUDED.assigned_by, assigned_at = clock_timestamp()`,
        [clientId, tag, assignee, by],
      );
