import { readTopic } from '#kafka';
import type { Source } from './source.js';

const I4 = 'I4 no alert is lost or doubled; every change reaches scope-alerts at least once, in order per client';
const I5 = 'I5 nothing is sent that no recorded change caused';

/** Reads what went out and compares it with the recorded changes. */
export async function alertsTold({ sql, brokers, security, topics, report }: Source): Promise<void> {
  const before = report.violations;
  const facts = new Map<number, { clientId: string; digest: string }>();
  for (const row of await sql.query<{ position: number; clientId: string; digest: string }>(
    `SELECT position, client_id AS "clientId", md5(body) AS digest FROM alert_fact`,
  )) {
    facts.set(row.position, row);
  }
  const waiting = new Set(
    (await sql.query<{ position: number }>(`SELECT position FROM outbox WHERE kind = 'alert'`)).map((r) => r.position),
  );
  const newest = Math.max(0, ...facts.keys());
  const told = new Set<number>();
  const lastOfClient = new Map<string, number>();
  const counts = { messages: 0, repeated: 0 };
  let i5 = 0;
  for await (const records of readTopic({ brokers, security, topic: topics.alerts })) {
    for (const record of records) {
      counts.messages += 1;
      if (record.unreadable !== undefined) {
        const { lastOffset, codec, fault } = record.unreadable;
        const range = { partition: record.partition, offset: Number(record.offset), lastOffset: Number(lastOffset) };
        await report.violation('I4', { kind: 'UNREADABLE_BATCH', ...range, codec, fault });
        continue;
      }
      const at = { partition: record.partition, offset: Number(record.offset) };
      const { id, data } = JSON.parse(record.value?.toString('utf8') ?? 'null') as {
        id: string;
        data: { clientId: string };
      };
      const position = Number(/^change-(\d+)$/.exec(id)?.[1]);
      const fact = facts.get(position);
      // What was sent after the snapshot of the database was taken is no business of this run.
      if (position > newest) continue;
      if (fact === undefined) {
        i5 += 1;
        await report.violation('I5', { kind: 'WITHOUT_CAUSE', ...at, id });
        continue;
      }
      if (fact.clientId !== data.clientId || record.key?.toString('utf8') !== fact.clientId) {
        await report.violation('I4', { kind: 'WRONG_CLIENT', ...at, id });
      }
      if (told.has(position)) {
        counts.repeated += 1;
        continue;
      }
      told.add(position);
      const previous = lastOfClient.get(fact.clientId) ?? 0;
      if (previous > position) await report.violation('I4', { kind: 'OUT_OF_ORDER', ...at, id, after: previous });
      lastOfClient.set(fact.clientId, position);
    }
  }
  for (const [position, { clientId }] of facts) {
    if (!told.has(position) && !waiting.has(position))
      await report.violation('I4', { kind: 'NOT_TOLD', position, clientId });
  }
  for (const row of await sql.query<{ alertId: string; n: number }>(
    `SELECT alert_id AS "alertId", count(*) AS n FROM alert_fact WHERE kind = 'raised' GROUP BY alert_id HAVING count(*) > 1`,
  )) {
    await report.violation('I4', { kind: 'RAISED_TWICE', ...row });
  }
  for (const row of await sql.query<{ alertId: string }>(
    `SELECT a.alert_id AS "alertId" FROM alert a
       LEFT JOIN LATERAL (SELECT f.kind FROM alert_fact f
                           WHERE f.client_id = a.client_id AND f.alert_id = a.alert_id
                             AND f.kind IN ('raised', 'rejudged', 'superseded')
                           ORDER BY f.position DESC LIMIT 1) last ON true
      WHERE last.kind IS NULL OR a.active <> (last.kind <> 'superseded')`,
  )) {
    await report.violation('I4', { kind: 'NOT_AS_RECORDED', ...row });
  }
  report.invariant(
    I4,
    `${facts.size} changes, ${told.size} of them told in ${counts.messages} messages (${counts.repeated} repeated), ${waiting.size} waiting`,
    before + i5,
  );
  report.invariant(I5, `${counts.messages} messages on ${topics.alerts}`, report.violations - i5);
}
