import type { Sql, Tx } from '../database/connection.js';

/** Something that somebody at the desk has recorded and that is not on its topic yet. */
export interface DeskEvent {
  readonly eventId: string;
  readonly clientId: string;
  readonly entityId: string;
  /** A CloudEvent in JSON. */
  readonly message: string;
}

export const addDeskEvent = (tx: Tx, { eventId, clientId, entityId, message }: DeskEvent): Promise<unknown> =>
  tx.query('INSERT INTO desk_event (event_id, client_id, entity_id, message) VALUES ($1, $2, $3, $4)', [
    eventId,
    clientId,
    entityId,
    message,
  ]);

/** In the order in which they were recorded. */
export const oldestDeskEvents = (sql: Sql, limit: number): Promise<(DeskEvent & { readonly n: number })[]> =>
  sql.query(
    `SELECT n, event_id AS "eventId", client_id AS "clientId", entity_id AS "entityId", message
       FROM desk_event ORDER BY n LIMIT $1`,
    [limit],
  );

/** They are on their topic. */
export const removeDeskEvents = (tx: Tx, ns: readonly number[]): Promise<number> =>
  tx.change('DELETE FROM desk_event WHERE n = ANY($1)', [ns]);

export async function deskEventWaiting(sql: Sql, eventId: string): Promise<DeskEvent | undefined> {
  const [row] = await sql.query<DeskEvent>(
    `SELECT event_id AS "eventId", client_id AS "clientId", entity_id AS "entityId", message
       FROM desk_event WHERE event_id = $1`,
    [eventId],
  );
  return row;
}
