import type { RawRecord } from '#kafka';
import type { Bounds } from './compare-offsets.js';
import { type Coordinates } from './fingerprints.js';
import { type LoggedRejections } from './logged-rejections.js';
import { type TopicsOnRecord } from './read-topics.js';
import { headersText, storedHeadersText } from './read-back.js';
import type { Source } from './source.js';

/** Rows that differ are named up to this number; each takes a look through the whole table. */
const NAMED_MAX = 1_000;

export interface Found {
  readonly table: 'event' | 'rejection';
  readonly record: RawRecord;
}

/** Says which columns of a row are not those of the message that has its coordinates. */
export async function nameAltered({ sql, report }: Source, altered: readonly Found[]): Promise<void> {
  for (const table of ['event', 'rejection'] as const) {
    const records = altered.filter((a) => a.table === table).map(({ record }) => record);
    const named = records.slice(0, NAMED_MAX);
    const rows = await rowsAt<{ key: Buffer | null; headers: string | null; value: Buffer | null }>(
      sql,
      table,
      named.map(({ topic, partition, offset }) => ({ topic, partition, offset: Number(offset) })),
      'r.message_key AS "key", r.headers, r.value',
    );
    for (const { topic, partition, offset, key, headers, value } of named) {
      const row = rows.get(`${topic}/${partition}/${offset}`);
      if (row === undefined) continue;
      const expected = {
        message_key: key,
        headers: headersText(headers),
        value: value ?? (table === 'event' ? Buffer.alloc(0) : null),
      };
      const actual = { message_key: row.key, headers: storedHeadersText(row.headers), value: row.value };
      await report.compare('I1', { table, row: keyOf(table, row) }, expected, actual);
    }
    if (records.length > named.length) {
      await report.violation('I1', { kind: 'DIFFERS', table, more: records.length - named.length });
    }
  }
}

/** What is left of a table was not read from any topic: it expired there, or it never was. */
export async function nameUnknown(
  { sql, report }: Source,
  table: 'event' | 'rejection',
  coordinates: Coordinates,
  known: TopicsOnRecord,
  bounds: ReadonlyMap<string, Bounds>,
  handled: ReadonlyMap<string, number>,
): Promise<void> {
  const unknown: { topic: string; partition: number; offset: number }[] = [];
  for (const { topic, partition, offsets } of coordinates.left()) {
    const here = bounds.get(`${topic}/${partition}`);
    if (here === undefined && [...bounds.keys()].some((key) => key.startsWith(`${topic}/`))) {
      for (const offset of offsets.left()) unknown.push({ topic, partition, offset });
    } else if (here === undefined) {
      const why = whyNotRead(known, topic);
      report.cannotCheck('I1', `${table}s from ${topic}, ${why}`, offsets.size);
    } else if (here.high < (handled.get(`${topic}/${partition}`) ?? 0)) {
      // The topic is shorter than what was read from it: it is another one by the same name.
      report.cannotCheck('I1', `${table}s from ${topic}/${partition}, which has been made again since`, offsets.size);
    } else {
      for (const offset of offsets.left()) {
        if (offset < here.low)
          report.cannotCheck('I1', `${table}s from ${topic}/${partition}, which have expired there`);
        else unknown.push({ topic, partition, offset });
      }
    }
  }
  const named = unknown.slice(0, NAMED_MAX);
  const rows = await rowsAt(sql, table, named);
  for (const at of named) {
    const row = rows.get(`${at.topic}/${at.partition}/${at.offset}`);
    const next = handled.get(`${at.topic}/${at.partition}`);
    const kind = next === undefined ? 'NO_SUCH_PARTITION' : at.offset >= next ? 'BEFORE_IT_WAS_READ' : 'NOT_ON_KAFKA';
    const column = next === undefined ? 'partition' : 'kafka_offset';
    const key = row === undefined ? {} : { table, row: keyOf(table, row) };
    await report.violation('I1', { kind, ...key, column, ...at });
  }
  if (unknown.length > named.length) {
    await report.violation('I1', { kind: 'NOT_ON_KAFKA', table, more: unknown.length - named.length });
  }
}

/** Batches among the rejections of which no topic holds anything. */
export async function nameUnknownBatches(
  { report }: Source,
  { batches }: LoggedRejections,
  known: TopicsOnRecord,
  bounds: ReadonlyMap<string, Bounds>,
): Promise<void> {
  for (const { rejectionId, topic, partition, first, last } of batches.left()) {
    const here = bounds.get(`${topic}/${partition}`);
    if (here === undefined) report.cannotCheck('I1', `rejections from ${topic}, ${whyNotRead(known, topic)}`, 1);
    else if (first < here.low)
      report.cannotCheck('I1', `rejections from ${topic}/${partition}, which have expired there`);
    else {
      const at = { topic, partition, offset: first, lastOffset: last };
      await report.violation('I1', {
        kind: 'NOT_ON_KAFKA',
        table: 'rejection',
        row: { rejection_id: rejectionId },
        ...at,
      });
    }
  }
}

interface RowAt {
  readonly position: number;
  readonly rejectionId: string | null;
}

const keyOf = (table: 'event' | 'rejection', { position, rejectionId }: RowAt): Record<string, unknown> =>
  table === 'event' ? { position } : { rejection_id: rejectionId };

/** The rows with these coordinates, by `topic/partition/offset`; one look through the table. */
async function rowsAt<R>(
  sql: Source['sql'],
  table: 'event' | 'rejection',
  at: readonly { topic: string; partition: number; offset: number }[],
  columns = 'NULL',
): Promise<Map<string, R & RowAt>> {
  if (at.length === 0) return new Map();
  const rows = await sql.query<R & RowAt & { topic: string; partition: number; kafkaOffset: number }>(
    `SELECT r.position, ${table === 'event' ? 'NULL' : 'r.rejection_id'} AS "rejectionId", r.topic, r.partition,
            r.kafka_offset AS "kafkaOffset", ${columns}
       FROM ${table} r JOIN unnest($1::text[], $2::int[], $3::bigint[]) AS a (topic, partition, kafka_offset)
         ON r.topic = a.topic AND r.partition = a.partition AND r.kafka_offset = a.kafka_offset`,
    [at.map((a) => a.topic), at.map((a) => a.partition), at.map((a) => a.offset)],
  );
  return new Map(rows.map((row) => [`${row.topic}/${row.partition}/${row.kafkaOffset}`, row]));
}

function whyNotRead({ names, closed }: TopicsOnRecord, topic: string): string {
  if (closed.has(topic)) return 'in whose place two people have put another topic';
  return names.has(topic) ? 'which is not there any more' : 'which is none of the input topics';
}
