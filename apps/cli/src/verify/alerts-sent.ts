import { sameJson } from '#contract';
import type { RawRecord } from '#kafka';
import { messageTypeOf, type AlertBody } from './alert-body.js';
import { Fingerprints, fingerprint } from './fingerprints.js';
import { readBody, type LoggedFacts } from './logged-facts.js';
import { MS } from './log-blocks.js';
import { readJson } from './read-back.js';
import { nameOf, printOfState } from './restores.js';
import { settledBeforeHolds } from './settled-before.js';
import { committedBy, type Source } from './source.js';

const I4 =
  'I4 no alert is lost or doubled; every change is told on scope-alerts as it was recorded, in order per client';
const I5 = 'I5 nothing is sent that no recorded change caused';
const PAGE = 2_000;

interface Message {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Omit<AlertBody, 'note'>;
}

/**
 * Reads what went out about alerts: each message must be a recorded change, word for word, and each change must have gone
 * out or wait in the outbox.
 */
export async function alertsSent(source: Source, facts: LoggedFacts): Promise<void> {
  const { kafka, topics, report, restores } = source;
  /** What those said that the part of the log that a restore lost has sent, by id. */
  const saidBefore = new Map<string, bigint>();
  const settling = new Set(restores.settled.values());
  /** As the how-manieth message each change was told last. */
  const sent = new Fingerprints();
  let ordinal = 0n;
  const counts = { messages: 0, repeated: 0, forgotten: 0 };
  const lostBy = new Map<Parameters<typeof nameOf>[0], number>();
  // What is older than the oldest that is left of a partition may have expired there.
  const oldest = new Map<number, number>();
  const before = await kafka.bounds(topics.alerts);
  const settledBy = await committedBy(source);
  const progress = source.progress(`Reading ${topics.alerts}`, 'messages', facts.count);

  const look = async (record: RawRecord): Promise<void> => {
    const at = { topic: record.topic, partition: record.partition, offset: Number(record.offset) };
    if (record.unreadable !== undefined) {
      const { lastOffset, codec, fault } = record.unreadable;
      return report.violation('I4', { kind: 'UNREADABLE_BATCH', ...at, lastOffset: Number(lastOffset), codec, fault });
    }
    const message = readMessage(record.value);
    const position = Number(/^change-(\d+)$/.exec(message?.id ?? '')?.[1]);
    // Says that what was told of a client is to be forgotten; of which, only its key still says.
    if (record.value === null && source.erased.rows > 0) {
      counts.forgotten += 1;
      return;
    }
    if (message === null || !Number.isSafeInteger(position)) {
      return report.violation('I5', { kind: 'UNREADABLE', ...at, id: message?.id });
    }
    const recordedAt = Date.parse(message.data.detectedAt);
    oldest.set(at.partition, Math.min(oldest.get(at.partition) ?? Infinity, recordedAt));
    const print = facts.prints.at(position);
    const lost = print === 0n ? restores.lostMessage({ ...at, position }) : undefined;
    if (lost !== undefined) {
      if (settling.has(message.id)) saidBefore.set(message.id, printOfState(message.data));
      lostBy.set(lost, (lostBy.get(lost) ?? 0) + 1);
      return;
    }
    // What was not committed when the snapshot of the database was taken is no business of this run.
    if (position > facts.newest) return;
    const { clientId } = message.data;
    if (print === 0n && recordedAt >= settledBy) return;
    if (print === 0n) return report.violation('I5', { kind: 'WITHOUT_CAUSE', ...at, id: message.id });
    const isAsRecorded = print === fingerprint(message.type, JSON.stringify(message.data));
    if (!isAsRecorded && !source.erased.has(position)) await compareSent(source, position, message);
    if (record.key?.toString('utf8') !== clientId) await report.violation('I4', { kind: 'WRONG_KEY', ...at, clientId });
    if (sent.at(position) !== 0n) counts.repeated += 1;
    sent.put(position, (ordinal += 1n));
  };

  if (before !== null) {
    for await (const records of kafka.read(topics.alerts)) {
      counts.messages += records.length;
      for (const record of records) await look(record);
      progress.add(records.length);
    }
  }
  progress.done();
  const expired = (await kafka.bounds(topics.alerts))?.filter(({ low }) => low > 0n) ?? [];
  const expiredTo = Math.max(-Infinity, ...expired.map(({ partition }) => oldest.get(partition) ?? Infinity));
  await settledBeforeHolds(source, saidBefore, before === null || expired.length > 0);
  for (const [lost, n] of lostBy)
    report.remark('I5', 'of what is lost, its messages are there', `${n} by ${nameOf(lost)}`);
  const waiting = await countUnsent(source, sent, before === null ? Infinity : expiredTo);
  report.invariant(
    I4,
    `${facts.count} changes, ${sent.size} of them told in ${counts.messages} messages (${counts.repeated} repeated), ` +
      `${waiting} waiting, ${restores.settled.size} told before a restore; each alert followed from its first change to its last`,
  );
  report.invariant(
    I5,
    `${counts.messages} messages on ${topics.alerts}, of which ${counts.forgotten} have a client forgotten`,
  );
}

function readMessage(value: Buffer | null): Message | null {
  const message = readJson(value?.toString('utf8') ?? null) as Message | null;
  return typeof message?.data?.clientId === 'string' ? message : null;
}

/** Names what a change says otherwise than it was told. */
async function compareSent({ sql, report }: Source, position: number, { type, data }: Message): Promise<void> {
  const [row] = await sql.query<{ kind: string; body: string }>(
    'SELECT kind, body FROM alert_fact WHERE position = $1',
    [position],
  );
  const at = { table: 'alert_fact', row: { position } };
  const { note: _note, ...body } = readBody(row?.body ?? '') ?? { alertId: null };
  await report.compare('I4', at, { kind: type }, { kind: messageTypeOf(row?.kind ?? '') });
  if (!sameJson(data, body)) await report.compare('I4', at, { body: data }, { body });
}

/**
 * Looks for changes that neither went out nor wait, and for those that went out before an earlier one of their client. What
 * was told again counts as told then; what waits to be told again is told after all that is there. @returns how many wait
 */
async function countUnsent(
  { sql, report, erased, restores }: Source,
  sent: Fingerprints,
  expiredTo: number,
): Promise<number> {
  let waiting = 0;
  const lastOfClient = new Map<string, { position: number; ordinal: bigint }>();
  for (let last = -1; ;) {
    const rows = await sql.query<{ position: number; clientId: string; recordedAt: number; waits: boolean }>(
      `SELECT f.position, f.client_id AS "clientId", ${MS('f.recorded_at')} AS "recordedAt", o.position IS NOT NULL AS waits FROM alert_fact f
         LEFT JOIN outbox o ON o.position = f.position AND o.kind = 'alert'
        WHERE f.position > $1 ORDER BY f.position LIMIT ${PAGE}`,
      [last],
    );
    for (const { position, clientId, recordedAt, waits } of rows) {
      waiting += waits ? 1 : 0;
      if (waits || restores.settled.has(position)) continue;
      const ordinal = sent.at(position);
      // Under the one random id stand changes of ids that were merged, which had no order among one another.
      if (ordinal !== 0n && erased.has(position)) continue;
      if (ordinal !== 0n) {
        const before = lastOfClient.get(clientId);
        if (before !== undefined && before.ordinal > ordinal) {
          const row = { table: 'alert_fact', row: { position } };
          await report.violation('I4', { kind: 'OUT_OF_ORDER', ...row, clientId, before: before.position });
        } else lastOfClient.set(clientId, { position, ordinal });
        continue;
      }
      if (recordedAt <= expiredTo) report.cannotCheck('I4', 'changes against what was told, which has expired');
      else await report.violation('I4', { kind: 'NOT_TOLD', table: 'alert_fact', row: { position } });
    }
    last = rows.at(-1)?.position ?? last;
    if (rows.length < PAGE) break;
  }
  const strays = await sql.query<{ position: number; kind: string }>(
    `SELECT o.position, o.kind FROM outbox o
       LEFT JOIN alert_fact f ON o.kind = 'alert' AND f.position = o.position
       LEFT JOIN rejection r ON o.kind = 'rejection' AND r.position = o.position
      WHERE f.position IS NULL AND r.position IS NULL`,
  );
  for (const { position, kind } of strays) {
    const row = { table: 'outbox', row: { position } };
    await report.violation('I5', { kind: 'WITHOUT_CAUSE', ...row, column: kind === 'alert' ? 'position' : 'kind' });
  }
  return waiting;
}
