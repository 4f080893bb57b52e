import type { Sql, Tx } from '#store';

/** What a witness has added to a signed head. */
export interface Cosignature {
  /** Its verifier key: name+id+key. */
  readonly witness: string;
  /** With its line break. */
  readonly line: string;
}

export const addCosignature = (tx: Tx, size: number, { witness, line }: Cosignature): Promise<unknown> =>
  tx.query(
    `INSERT INTO tree_cosignature (size, witness, line, received_at) VALUES ($1, $2, $3, clock_timestamp())
     ON CONFLICT DO NOTHING`,
    [size, witness, line],
  );

/** How many leaves the largest head has that this witness has signed; 0 where there is none. */
export async function cosignedSize(sql: Sql, witness: string): Promise<number> {
  const [row] = await sql.query<{ size: number }>(
    'SELECT coalesce(max(size), 0) AS size FROM tree_cosignature WHERE witness = $1',
    [witness],
  );
  return row?.size ?? 0;
}

/** The keys of the witnesses that have signed a head. */
export async function witnessesOf(sql: Sql, size: number): Promise<string[]> {
  const rows = await sql.query<{ witness: string }>(
    'SELECT witness FROM tree_cosignature WHERE size = $1 ORDER BY witness',
    [size],
  );
  return rows.map(({ witness }) => witness);
}
