import { parseMessage, sameFact } from '#contract';
import { readTopic, type RawRecord } from '#kafka';
import { createHash } from 'node:crypto';
import { readBack, type LogRow } from './log-rows.js';
import { gapFinder, gapsAccepted, topicsToRead } from './read-topics.js';
import type { Source } from './source.js';

const NAME = 'I1 every message is in the log or among the rejections, exactly once';
const CHUNK = 2_000;

/** Reads the input topics from the beginning and looks each message up. */
export async function everyMessageOnce(source: Source): Promise<void> {
  const { sql, brokers, security, report } = source;
  const before = report.violations;
  const offsets = await sql.query<{ topic: string; partition: number; next: number }>(
    'SELECT topic, partition, next_offset AS next FROM kafka_offset',
  );
  const handled = new Map(offsets.map((o) => [`${o.topic}/${o.partition}`, o.next]));
  const counts = { messages: 0, logged: 0, duplicates: 0, rejected: 0, skipped: 0, waiting: 0 };
  const gaps = await gapsAccepted(source);
  const isInGap = await gapFinder(sql);

  const look = async (records: readonly RawRecord[]): Promise<void> => {
    const rows = await sql.query<LogRow>(
      `SELECT position, identity, topic, partition, kafka_offset AS "kafkaOffset", message_key AS "key", headers, value
         FROM event WHERE identity = ANY($1)`,
      [records.map((r) => identityOf(r)).filter((id) => id !== null)],
    );
    const byIdentity = new Map(rows.map((row) => [row.identity.toString('hex'), row]));
    const batches = await unreadableBatches(sql, records);
    const rejected = new Set(
      (
        await sql.query<{ id: string }>('SELECT rejection_id AS id FROM rejection WHERE rejection_id = ANY($1)', [
          records.map((r) => `${r.topic}-${r.partition}-${r.offset}`),
        ])
      ).map(({ id }) => id),
    );
    for (const record of records) {
      counts.messages += 1;
      const at = { topic: record.topic, partition: record.partition, offset: Number(record.offset) };
      if (record.unreadable !== undefined) {
        if (batches.some((batch) => isKept(batch, record))) counts.rejected += 1;
        else if (isInGap(at.topic, at.partition, at.offset)) counts.skipped += 1;
        else await report.violation('I1', { kind: 'LOST', ...at, lastOffset: Number(record.unreadable.lastOffset) });
        continue;
      }
      // What could not be read once may be readable now, without having been taken up again yet.
      const isRejected =
        rejected.has(`${record.topic}-${record.partition}-${record.offset}`) ||
        batches.some((batch) => !batch.settled && covers(batch, record));
      const row = byIdentity.get(identityOf(record)?.toString('hex') ?? '');
      const own = row?.topic === at.topic && row.partition === at.partition && row.kafkaOffset === at.offset;
      if (own && row.value.equals(record.value ?? Buffer.alloc(0))) {
        counts.logged += 1;
        if (isRejected) await expectSettled(`${at.topic}-${at.partition}-${at.offset}`);
      } else if (own) await report.violation('I1', { kind: 'ALTERED', ...at, position: row.position });
      else if (isRejected) counts.rejected += 1;
      else if (row !== undefined && saysTheSame(record, row)) counts.duplicates += 1;
      else if (isInGap(at.topic, at.partition, at.offset)) counts.skipped += 1;
      else await report.violation('I1', { kind: 'LOST', ...at });
    }
  };

  /** In the log and among the rejections: only where a re-drive has taken it up. */
  const expectSettled = async (rejectionId: string): Promise<void> => {
    const [settled] = await sql.query(
      `SELECT 1 FROM rejection_outcome WHERE rejection_id = $1 AND outcome = 'ACCEPTED'`,
      [rejectionId],
    );
    if (settled === undefined) await report.violation('I1', { kind: 'TWICE', rejectionId });
  };

  for (const { topic, onRecord } of await topicsToRead(source)) {
    for await (const read of readTopic({ brokers, security, topic })) {
      const records = read.map((record) => ({ ...record, topic: onRecord }));
      const done = records.filter((r) => Number(r.offset) < (handled.get(`${r.topic}/${r.partition}`) ?? 0));
      counts.waiting += records.length - done.length;
      for (let i = 0; i < done.length; i += CHUNK) await look(done.slice(i, i + CHUNK));
    }
  }
  const [total] = await sql.query<{ n: number }>('SELECT count(*) AS n FROM event');
  if ((total?.n ?? 0) < counts.logged)
    await report.violation('I1', { kind: 'TWICE', events: total?.n, messages: counts.logged });
  report.invariant(
    NAME,
    `${counts.messages} messages: ${counts.logged} in the log, ${counts.rejected} rejected, ${counts.duplicates} duplicates; ` +
      `${counts.waiting} not handled yet, ${total?.n ?? 0} events on file, ${counts.skipped} never read; ` +
      `${gaps} gaps in the offsets`,
    before,
  );
}

/** A batch among the rejections. */
interface RejectedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly first: number;
  readonly last: number;
  readonly value: Buffer | null;
  readonly settled: boolean;
}

/** Those that stand where `records` do. */
const unreadableBatches = (sql: Source['sql'], records: readonly RawRecord[]): Promise<RejectedBatch[]> =>
  sql.query(
    `SELECT r.topic, r.partition, r.kafka_offset AS first, r.last_offset AS last, r.value,
            EXISTS (SELECT FROM rejection_outcome o WHERE o.rejection_id = r.rejection_id
                       AND o.outcome IN ('ACCEPTED', 'DUPLICATE')) AS settled
       FROM rejection r JOIN (SELECT topic, partition, min(at) AS low, max(at) AS high
                                FROM unnest($1::text[], $2::int[], $3::bigint[]) AS m (topic, partition, at)
                               GROUP BY topic, partition) m
         ON r.topic = m.topic AND r.partition = m.partition AND r.kafka_offset <= m.high AND r.last_offset >= m.low
      WHERE r.last_offset IS NOT NULL`,
    [
      records.map(({ topic }) => topic),
      records.map(({ partition }) => partition),
      records.map(({ offset }) => String(offset)),
    ],
  );

const covers = (batch: RejectedBatch, { topic, partition, offset }: RawRecord): boolean =>
  batch.topic === topic &&
  batch.partition === partition &&
  batch.first <= Number(offset) &&
  Number(offset) <= batch.last;

/** Whether a batch that can't be read now either is kept to its end, as it stands on the topic. */
const isKept = (batch: RejectedBatch, record: RawRecord): boolean =>
  covers(batch, record) &&
  batch.last >= Number(record.unreadable?.lastOffset ?? 0) &&
  (batch.value ?? Buffer.alloc(0)).equals(record.value ?? Buffer.alloc(0));

function identityOf(record: RawRecord): Buffer | null {
  if (record.unreadable !== undefined) return null;
  const parsed = parseMessage(record);
  if (!parsed.ok) return null;
  const { source, id } = parsed.event;
  return createHash('sha256').update(`${source.length}:${source}${id}`).digest().subarray(0, 16);
}

function saysTheSame(record: RawRecord, row: LogRow): boolean {
  const parsed = parseMessage(record);
  const stored = readBack(row);
  return parsed.ok && stored !== null && sameFact(parsed.event, stored);
}
