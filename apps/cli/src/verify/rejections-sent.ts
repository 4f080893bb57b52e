import { topicOnRecord } from '#contract';
import type { RawRecord } from '#kafka';
import { Fingerprints } from './fingerprints.js';
import type { LoggedRejections } from './logged-rejections.js';
import { MS } from './log-blocks.js';
import { readJson } from './read-back.js';
import { nameOf } from './restores.js';
import { committedBy, type Source } from './source.js';

const I7 = 'I7 every rejection is told on scope-rejections as it was recorded';
const PAGE = 2_000;

interface Message {
  readonly id: string;
  readonly time: string;
  readonly data: {
    readonly topic: string;
    readonly incarnation?: number;
    readonly partition: number;
    readonly offset: string;
    readonly key?: string;
    readonly reason: string;
    readonly message: string;
    readonly rawBase64?: string;
    readonly truncated?: boolean;
  };
}

interface SentRejection {
  readonly position: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly reason: string;
  readonly message: string;
  readonly recordedAt: number;
}

/** Of a value no more than `$2` bytes: what was told of it is cut off, and whole ones can be as large as Kafka takes. */
const COLUMNS = `position, topic, partition, kafka_offset::text AS "offset", message_key AS "key",
  substring(value FROM 1 FOR $2) AS value, reason, message, ${MS('recorded_at')} AS "recordedAt"`;

/** Reads what went out about rejections, and holds the rows against it. */
export async function rejectionsSent(source: Source, rejections: LoggedRejections): Promise<void> {
  const { sql, kafka, topics, report } = source;
  const sent = new Fingerprints();
  let messages = 0;
  const before = await kafka.bounds(topics.rejections);
  const settledBy = await committedBy(source);
  if (before !== null) {
    for await (const records of kafka.read(topics.rejections)) {
      messages += records.length;
      await compareSome(source, records, sent, settledBy);
    }
  }
  const hasExpired = (await kafka.bounds(topics.rejections))?.some(({ low }) => low > 0n) !== false;
  for (let last = -1; ;) {
    const rows = await sql.query<{ position: number; id: string; waits: boolean }>(
      `SELECT r.position, r.rejection_id AS id, o.position IS NOT NULL AS waits FROM rejection r
         LEFT JOIN outbox o ON o.position = r.position AND o.kind = 'rejection'
        WHERE r.position > $1 ORDER BY r.position LIMIT ${PAGE}`,
      [last],
    );
    for (const { position, id, waits } of rows) {
      const isSent = sent.at(position) !== 0n;
      if (!isSent && rejections.inOtherWords.has(id)) {
        report.cannotCheck('I7', 'reasons that would be given in other words now, by what was told of them');
      }
      if (waits || isSent) continue;
      if (hasExpired) report.cannotCheck('I7', 'rejections against what was told, which has expired');
      else await report.violation('I7', { kind: 'NOT_TOLD', table: 'rejection', row: { rejection_id: id } });
    }
    last = rows.at(-1)?.position ?? last;
    if (rows.length < PAGE) break;
  }
  report.invariant(I7, `${rejections.count} rejections, ${messages} messages on ${topics.rejections}`);
}

async function compareSome(
  { sql, report, erased, restores }: Source,
  records: readonly RawRecord[],
  sent: Fingerprints,
  settledBy: number,
): Promise<void> {
  const messages: (Message & {
    readonly key: Buffer | null;
    readonly at: { topic: string; partition: number; offset: number };
  })[] = [];
  for (const { topic, partition, offset, key, value } of records) {
    const message = readJson(value?.toString('utf8') ?? null) as Message | null;
    if (typeof message?.data?.reason === 'string')
      messages.push({ ...message, key, at: { topic, partition, offset: Number(offset) } });
    else await report.violation('I7', { kind: 'UNREADABLE', topic, partition, offset: Number(offset) });
  }
  // One byte more than was told, so that whatever is longer differs.
  const bytesMax = 1 + messages.reduce((max, { data }) => Math.max(max, rawOf(data)?.length ?? 0), 0);
  const rows = new Map(
    (
      await sql.query<SentRejection & { id: string }>(
        `SELECT rejection_id AS id, ${COLUMNS} FROM rejection WHERE rejection_id = ANY($1)`,
        [messages.map(({ id }) => id), bytesMax],
      )
    ).map((row) => [row.id, row]),
  );
  for (const { id, key, time, data, at } of messages) {
    const row = rows.get(id);
    const recordedAt = Date.parse(time);
    // What was not committed when the snapshot of the database was taken is no business of this run.
    if (row === undefined && recordedAt >= settledBy) continue;
    const lost = row === undefined ? restores.lostMessage({ ...at, position: null }) : undefined;
    if (lost !== undefined) {
      report.remark('I7', 'lost with what it was told of', `${id} by ${nameOf(lost)}`);
      continue;
    }
    if (row === undefined) {
      await report.violation('I7', { kind: 'WITHOUT_CAUSE', id });
      continue;
    }
    sent.add(row.position, 1n);
    if (erased.has(row.position)) continue;
    const raw = rawOf(data);
    const isCut = data.truncated === true;
    const { partition, offset, reason, message } = data;
    const topic = topicOnRecord(data.topic, data.incarnation ?? 1);
    await report.compare(
      'I7',
      { table: 'rejection', row: { rejection_id: id } },
      {
        topic,
        partition,
        kafka_offset: offset,
        message_key: key,
        value: raw,
        reason,
        message,
        // Recorded once more after a restore, it was told when it was recorded first.
        recorded_at: restores.settled.has(row.position) ? row.recordedAt : recordedAt,
      },
      {
        topic: row.topic,
        partition: row.partition,
        kafka_offset: row.offset,
        message_key: row.key,
        value: isCut ? (row.value?.subarray(0, raw?.length ?? 0) ?? null) : row.value,
        reason: row.reason,
        message: row.message,
        recorded_at: row.recordedAt,
      },
    );
  }
}

const rawOf = ({ rawBase64 }: Message['data']): Buffer | null =>
  rawBase64 === undefined ? null : Buffer.from(rawBase64, 'base64');
