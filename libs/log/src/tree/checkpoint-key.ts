import type { Sql } from '#store';

/** The kind of record by which a key that signs checkpoints is made known. */
export const CHECKPOINT_KEY = 'checkpoint_key';

/** What stands in such a record. */
export interface CheckpointKeyRecord {
  /** The key as whoever checks takes it: name+id+key. */
  readonly verifier: string;
  /** How many leaves the tree had when it signed for the first time. */
  readonly fromSize: number;
}

/** The keys on record that have signed checkpoints, the oldest first. */
export async function checkpointKeys(sql: Sql): Promise<string[]> {
  const rows = await sql.query<{ body: string }>('SELECT body FROM log_record WHERE kind = $1 ORDER BY position', [
    CHECKPOINT_KEY,
  ]);
  return rows.map(({ body }) => (JSON.parse(body) as CheckpointKeyRecord).verifier);
}
