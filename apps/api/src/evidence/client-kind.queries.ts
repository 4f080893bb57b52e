import type { StoredMessage } from '#log/codec';
import type { Sql } from '#store';

/** What was told of these clients when they were taken on, the newest first. */
export const onboardingRows = (sql: Sql, clientIds: readonly string[]): Promise<StoredMessage[]> =>
  sql.query(
    `SELECT position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt", client_id AS "clientId"
       FROM event WHERE client_id = ANY($1) AND type = 'client.onboarded.v1' ORDER BY position DESC`,
    [clientIds],
  );
