import type { Sql, Tx } from '../database/connection.js';

/** A view of the queue under a name. */
export interface SavedView {
  readonly viewId: string;
  readonly owner: string;
  readonly name: string;
  readonly shared: boolean;
  readonly search: string;
}

const COLUMNS = 'v.view_id AS "viewId", v.owner, v.name, v.shared, v.search';

/**
 * Somebody's own, and those that others share whose reach is no wider: what a view is narrowed down by may name what is not
 * theirs to know. By name.
 * @param entities that the roles of whoever asks are limited to; `null`: all
 */
export const savedViews = (sql: Sql, owner: string, entities: readonly string[] | null): Promise<SavedView[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM saved_view v JOIN person p ON p.person_id = v.owner
      WHERE v.owner = $1 OR (v.shared AND NOT p.disabled AND ($2::text[] IS NULL OR p.entities <@ $2))
      ORDER BY v.owner <> $1, v.name, v.view_id`,
    [owner, entities],
  );

/** In the place of one that they have under that name. @returns whether there was room for it */
export async function saveView(tx: Tx, view: SavedView, most: number): Promise<SavedView | undefined> {
  const [row] = await tx.query<SavedView>(
    `INSERT INTO saved_view AS v (view_id, owner, name, shared, search, created_at)
     SELECT $1, $2, $3, $4, $5, clock_timestamp()
      WHERE (SELECT count(*) FROM saved_view WHERE owner = $2 AND name <> $3) < $6
     ON CONFLICT (owner, name) DO UPDATE SET shared = EXCLUDED.shared, search = EXCLUDED.search
     RETURNING ${COLUMNS}`,
    [view.viewId, view.owner, view.name, view.shared, view.search, most],
  );
  return row;
}

/** @returns the view that is gone; none where it was nobody's, or somebody else's */
export async function removeView(tx: Tx, viewId: string, owner: string): Promise<SavedView | undefined> {
  const [row] = await tx.query<SavedView>(
    `DELETE FROM saved_view v WHERE view_id = $1 AND owner = $2 RETURNING ${COLUMNS}`,
    [viewId, owner],
  );
  return row;
}
