import type { Static } from '@sinclair/typebox';
import { readStored } from '#ingest';
import { answerByClient, type CheckRow, type Sql, type StoredMessage } from '#store';
import type { Reconciliation } from '../shapes/check.js';

const BLOCK = 65_536;
const SHOWN_MAX = 1_000;

/**
 * What was sent naming a check, compared with what the check had answered.
 * @param survivorOf of ids that were merged, also since it was asked
 */
export async function reconcile(
  sql: Sql,
  check: CheckRow,
  survivorOf: (clientId: string) => string,
): Promise<Static<typeof Reconciliation>> {
  const answers = await answerByClient(sql, check.checkId);
  const asked = new Map(answers.map(({ clientId, answer }) => [survivorOf(clientId), answer]));
  // Only what was recorded since can name it.
  const rows = await sql.query<StoredMessage>(
    `SELECT position, identity, message_key AS "key", headers, value, recorded_at AS "recordedAt", client_id AS "clientId"
       FROM event WHERE position >= $1 AND type = 'marketing.contacted.v1' AND position(convert_to($2, 'UTF8') IN value) > 0
      ORDER BY position`,
    [check.block * BLOCK, check.checkId],
  );
  const sent = rows.map(readStored).flatMap((event) => {
    if (event.type !== 'marketing.contacted.v1' || event.data.checkId !== check.checkId) return [];
    const { source, id, whenGiven } = event;
    return [{ clientId: event.data.clientId, source, id, effectiveAt: whenGiven }];
  });
  const of = (answer: 'MAY' | 'MAY_NOT' | 'PERSON' | undefined) =>
    sent.filter(({ clientId }) => asked.get(survivorOf(clientId)) === answer).slice(0, SHOWN_MAX);
  const reached = new Set(sent.map(({ clientId }) => survivorOf(clientId)));
  return {
    checkId: check.checkId,
    asAllowed: sent.filter(({ clientId }) => asked.get(survivorOf(clientId)) === 'MAY').length,
    neverSent: [...asked.keys()].filter((clientId) => !reached.has(clientId)).length,
    sentThoughRefused: of('MAY_NOT'),
    sentThoughUndecided: of('PERSON'),
    sentToOthers: of(undefined),
  };
}
