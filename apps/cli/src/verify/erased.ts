import type { Sql } from '#store';

const PAGE = 5_000;

/** What stands for the content of a row that was erased where contents are compared: it is like none. */
export const ERASED_PRINT = 2n ** 64n - 1n;

/** Rows of the log that erasures have changed, and what each of them is committed to since. */
export class Erased {
  private constructor(
    private readonly leaves: ReadonlyMap<number, Buffer>,
    /** The random ids that stand for clients. */
    readonly pseudonyms: ReadonlySet<string>,
    /** Where in the order of recording erasures stand. */
    readonly positions: readonly number[],
  ) {}

  static readonly NONE = new Erased(new Map(), new Set(), []);

  static async read(sql: Sql): Promise<Erased> {
    const leaves = new Map<number, Buffer>();
    for (let after: readonly [number, number, string] = [-1, -1, '']; ;) {
      const rows = await sql.query<{ at: number; position: number; id: string; leaf: Buffer }>(
        `SELECT coalesce(e.position, 0) AS at, r.position, r.erasure_id AS id, r.leaf FROM erased_row r JOIN erasure e USING (erasure_id)
          WHERE (coalesce(e.position, 0), r.position, r.erasure_id) > ($1, $2, $3)
          ORDER BY coalesce(e.position, 0), r.position, r.erasure_id LIMIT ${PAGE}`,
        after,
      );
      // Of a row that named two clients the later erasure has the last word.
      for (const { position, leaf } of rows) leaves.set(position, leaf);
      const last = rows.at(-1);
      if (last === undefined) break;
      after = [last.at, last.position, last.id];
    }
    const erasures = await sql.query<{ pseudonym: string | null; position: number | null }>(
      'SELECT pseudonym, position FROM erasure WHERE carried_out_at IS NOT NULL',
    );
    return new Erased(
      leaves,
      new Set(erasures.flatMap(({ pseudonym }) => pseudonym ?? [])),
      erasures.flatMap(({ position }) => position ?? []),
    );
  }

  has(position: number): boolean {
    return this.leaves.has(position);
  }

  /** What a row is committed to since an erasure; `undefined` where none has changed it. */
  leafOf(position: number): Buffer | undefined {
    return this.leaves.get(position);
  }

  get rows(): number {
    return this.leaves.size;
  }
}
