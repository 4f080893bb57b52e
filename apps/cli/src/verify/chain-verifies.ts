import { createHash } from 'node:crypto';
import { appRoleOf, BLOCK_SIZE, encodeAlertFacts, encodeEvents, type AlertFactRow, type EventRow } from '#store';
import type { Source } from './source.js';

const NAME = 'I2 the log never changes, and its chain verifies';
const LOG = ['event', 'alert_fact', 'batch', 'rejection', 'rejection_outcome', 'policy'];

interface Batch {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  readonly events: number;
  readonly facts: number;
  readonly content: Buffer;
  readonly hash: Buffer;
}

/** Digests every batch again and follows the chains; and asks the database what the apps may do to the log. */
export async function chainVerifies({ sql, report }: Source): Promise<void> {
  const before = report.violations;
  const counts = { batches: 0, events: 0, facts: 0 };
  const heads = new Map<string, { seq: number; hash: Buffer | null }>();
  let after: [string, number] = ['', 0];
  for (;;) {
    const batches = await sql.query<Batch>(
      `SELECT chain, seq, block, events, facts, content, hash FROM batch
        WHERE (chain, seq) > ($1, $2) ORDER BY chain, seq LIMIT 500`,
      after,
    );
    const last = batches.at(-1);
    if (last === undefined) break;
    after = [last.chain, last.seq];
    for (const batch of batches) {
      const head = heads.get(batch.chain) ?? { seq: 0, hash: null };
      const at = { chain: batch.chain, seq: batch.seq, block: batch.block };
      if (batch.seq !== head.seq + 1)
        await report.violation('I2', { kind: 'MISSING_BATCH', ...at, expected: head.seq + 1 });
      const { content, events, facts } = await digest(sql, batch.block);
      counts.batches += 1;
      counts.events += events;
      counts.facts += facts;
      if (!content.equals(batch.content) || events !== batch.events || facts !== batch.facts) {
        await report.violation('I2', { kind: 'CONTENT_DIFFERS', ...at });
      }
      const hash = createHash('sha256')
        .update(head.hash ?? '')
        .update(batch.content)
        .digest();
      if (!hash.equals(batch.hash)) await report.violation('I2', { kind: 'CHAIN_BROKEN', ...at });
      heads.set(batch.chain, { seq: batch.seq, hash: batch.hash });
    }
  }
  for (const [table, n] of [
    ['event', counts.events],
    ['alert_fact', counts.facts],
  ] as const) {
    const [total] = await sql.query<{ n: number }>(`SELECT count(*) AS n FROM ${table}`);
    if (total?.n !== n) await report.violation('I2', { kind: 'OUTSIDE_THE_CHAIN', table, rows: total?.n, chained: n });
  }
  const role = await appRoleOf(sql);
  for (const table of LOG) {
    const [may] = await sql.query<{ may: boolean }>(
      `SELECT has_table_privilege($1, $2, 'UPDATE') OR has_table_privilege($1, $2, 'DELETE')
           OR has_table_privilege($1, $2, 'TRUNCATE') AS may`,
      [role, table],
    );
    if (may?.may !== false) await report.violation('I2', { kind: 'PRIVILEGE', table, role });
  }
  report.invariant(
    NAME,
    `${counts.batches} batches in ${heads.size} chains, ${counts.events} events and ${counts.facts} facts digested again, privileges on ${LOG.length} tables`,
    before,
  );
}

async function digest(sql: Source['sql'], block: number): Promise<{ content: Buffer; events: number; facts: number }> {
  const range = [block * BLOCK_SIZE, (block + 1) * BLOCK_SIZE];
  const events = await sql.query<Omit<EventRow, 'recordedAt'> & { recordedAt: Date }>(
    `SELECT position, identity, client_id AS "clientId", type, shared, recorded_at AS "recordedAt", topic, partition,
            kafka_offset AS "kafkaOffset", message_key AS "key", headers, value
       FROM event WHERE position >= $1 AND position < $2 ORDER BY position`,
    range,
  );
  const facts = await sql.query<Omit<AlertFactRow, 'recordedAt'> & { recordedAt: Date }>(
    `SELECT position, client_id AS "clientId", alert_id AS "alertId", kind, cause, recorded_at AS "recordedAt", actor, body
       FROM alert_fact WHERE position >= $1 AND position < $2 ORDER BY position`,
    range,
  );
  const rejections = await sql.query<{ id: string; reason: string; value: Buffer | null }>(
    'SELECT rejection_id AS id, reason, value FROM rejection WHERE position >= $1 AND position < $2 ORDER BY position',
    range,
  );
  const content = createHash('sha256');
  const timed = <R extends { recordedAt: Date }>(row: R) => ({ ...row, recordedAt: row.recordedAt.getTime() });
  if (events.length > 0) content.update(encodeEvents(events.map(timed)));
  if (facts.length > 0) content.update(encodeAlertFacts(facts.map(timed)));
  for (const r of rejections) content.update(`${r.id}\0${r.reason}\0`).update(r.value ?? '');
  return { content: content.digest(), events: events.length, facts: facts.length };
}
