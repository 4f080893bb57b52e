import type { AlertFactKind, StoredMessage } from '#log/codec';
import type { Sql } from '#store';

/** A change of an alert as the judge recorded it; what people did is no part of it. */
export interface RecordedChange {
  readonly position: number;
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: AlertFactKind;
  readonly cause: string | null;
  readonly recordedAt: Date;
  /** JSON: what went out about it. */
  readonly body: string;
}

const SELECT = `SELECT position, client_id AS "clientId", alert_id AS "alertId", kind, cause, recorded_at AS "recordedAt",
  body FROM alert_fact WHERE kind IN ('raised', 'rejudged', 'superseded')`;

/** All changes of the alerts of these clients (the ids that the acts named), in the order of recording. */
export const changesOf = (sql: Sql, clientIds: readonly string[]): Promise<RecordedChange[]> =>
  sql.query(`${SELECT} AND client_id = ANY($1) ORDER BY position`, [clientIds]);

export interface ChangesWanted {
  /** Time of recording in ms since 1970: at or after `from`, before `to`. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly clientIds?: readonly string[] | undefined;
}

/** The next changes recorded after a position, in the order of recording. */
export const changesAfter = (
  sql: Sql,
  position: number,
  wanted: ChangesWanted,
  limit: number,
): Promise<RecordedChange[]> =>
  sql.query(
    `${SELECT} AND position > $1
        AND ($2::bigint IS NULL OR recorded_at >= to_timestamp($2 / 1000.0))
        AND ($3::bigint IS NULL OR recorded_at < to_timestamp($3 / 1000.0))
        AND ($4::text[] IS NULL OR client_id = ANY($4))
      ORDER BY position LIMIT $5`,
    [position, wanted.from ?? null, wanted.to ?? null, wanted.clientIds ?? null, limit],
  );

/** The events that stand at these positions. */
export const messagesAt = (sql: Sql, positions: readonly number[]): Promise<StoredMessage[]> =>
  sql.query(
    `SELECT position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt"
       FROM event WHERE position = ANY($1) AND octet_length(value) > 0 ORDER BY position`,
    [positions],
  );
