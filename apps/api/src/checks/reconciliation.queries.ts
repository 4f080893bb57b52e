import type { StoredMessage } from '#log/codec';
import type { Sql } from '#store';

const BLOCK = 65_536;

/** Mails and campaigns whose text names a check, in the order of the log. @param block where the log stood when it was asked */
export const messagesNaming = (sql: Sql, checkId: string, block: number): Promise<StoredMessage[]> =>
  sql.query(
    `SELECT position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt", client_id AS "clientId"
       FROM event WHERE position >= $1 AND type IN ('marketing.contacted.v1', 'marketing.campaign-launched.v1')
        AND position(convert_to($2, 'UTF8') IN value) > 0
      ORDER BY position`,
    [block * BLOCK, checkId],
  );
