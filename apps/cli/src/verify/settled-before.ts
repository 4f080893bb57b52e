import { readBody } from './logged-facts.js';
import { printOfState } from './restores.js';
import type { Source } from './source.js';

const PAGE = 2_000;

/**
 * Holds each change that was not sent after a restore against the message of the lost part that is to have said the same.
 * @param said by the id of its message, what a message said that has no cause on record
 * @param oldest what was recorded before (ms since 1970) may have expired on the topic
 */
export async function settledBeforeHolds(
  { sql, report, restores, erased }: Source,
  said: ReadonlyMap<string, bigint>,
  hasExpired: boolean,
): Promise<void> {
  const positions = [...restores.settled.keys()];
  for (let i = 0; i < positions.length; i += PAGE) {
    const facts = await sql.query<{ position: number; body: string }>(
      'SELECT position, body FROM alert_fact WHERE position = ANY($1)',
      [positions.slice(i, i + PAGE)],
    );
    for (const { position, body } of facts) {
      const id = restores.settled.get(position) ?? '';
      const at = { table: 'settled_before', row: { position }, column: 'message_id' };
      const print = said.get(id);
      if (print === undefined && hasExpired) {
        report.cannotCheck('I4', 'changes against what was sent before a restore, which has expired');
      } else if (print === undefined) await report.violation('I4', { kind: 'NOT_TOLD', ...at, id });
      else if (!erased.has(position) && print !== printOfState(readBody(body) ?? {})) {
        await report.violation('I4', { kind: 'TOLD_OTHERWISE', ...at, id });
      }
    }
  }
}
