import { readAcceptedMessage, recordDigest, sameFact } from '#contract';
import type { RawRecord } from '#kafka';
import { fingerprint, type Coordinates } from './fingerprints.js';
import { eventsByIdentity, type LoggedRejections } from './logged-rejections.js';
import type { LoggedEvents } from './logged-events.js';
import { gapFinder, openGapsNamed, topicsOnRecord, type TopicsOnRecord } from './read-topics.js';
import { headersText, identityHash, storedHeadersText } from './read-back.js';
import type { Source } from './source.js';

const NAME = 'I1 every message is in the log or among the rejections, exactly once, and nothing else is';
/** Rows that differ are named up to this number; each takes a look through the whole table. */
const NAMED_MAX = 1_000;

interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Where reading of a partition stands. */
interface Handled {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
  readonly closed: boolean;
  readonly lastOffset: number | null;
  readonly lastRecord: Buffer | null;
}

interface Found {
  readonly table: 'event' | 'rejection';
  readonly record: RawRecord;
}

/**
 * Reads the input topics from the beginning: each message takes out of the log, or of the rejections, the row that has
 * its coordinates and bytes; one that finds none must be a duplicate. What is left in the end no topic knows.
 */
export async function everyMessageOnce(
  source: Source,
  events: LoggedEvents,
  rejections: LoggedRejections,
): Promise<void> {
  const { sql, kafka, report } = source;
  const offsets = await sql.query<Handled>(
    `SELECT topic, partition, next_offset AS next, closed, last_offset AS "lastOffset", last_record AS "lastRecord"
       FROM kafka_offset`,
  );
  const handled = new Map(offsets.map((o) => [`${o.topic}/${o.partition}`, o.next]));
  const lastOnes = new Map(offsets.map((o) => [`${o.topic}/${o.partition}`, o]));
  const counts = { messages: 0, logged: 0, duplicates: 0, rejected: 0, skipped: 0, waiting: 0 };
  const isInGap = await gapFinder(sql);
  const open = await openGapsNamed(source);
  const altered: Found[] = [];
  const gaps = await compareGaps(source, handled, [events.coordinates, rejections.coordinates]);

  /** Its records, where they were taken up since, are on file by offsets that nothing on the topic shows. */
  const lookAtBatch = async (record: RawRecord, last: number): Promise<void> => {
    const { topic, partition } = record;
    const offset = Number(record.offset);
    const batch = rejections.batches.meet(record);
    if (batch !== undefined) counts.rejected += 1;
    else if (isInGap(topic, partition, offset)) counts.skipped += 1;
    else await report.violation('I1', { kind: 'LOST', topic, partition, offset, lastOffset: last });
    if (batch?.isSettled !== true) return;
    for (let at = offset; at <= last; at += 1) {
      if (events.coordinates.of(topic, partition).take(at) !== 0n) counts.logged += 1;
      rejections.coordinates.of(topic, partition).take(at);
    }
  };

  const look = async (records: readonly RawRecord[]): Promise<void> => {
    const others: RawRecord[] = [];
    for (const record of records) {
      const { topic, partition, key, headers, value } = record;
      const offset = Number(record.offset);
      if (record.unreadable !== undefined) {
        await lookAtBatch(record, Number(record.unreadable.lastOffset));
        continue;
      }
      const logged = events.coordinates.of(topic, partition).take(offset);
      const rejected = rejections.coordinates.of(topic, partition).take(offset);
      counts.logged += logged === 0n ? 0 : 1;
      counts.rejected += rejected === 0n ? 0 : 1;
      await compareLast(source, record, lastOnes.get(`${topic}/${partition}`));
      if (logged === 0n && rejected === 0n) {
        if (isInGap(topic, partition, offset)) counts.skipped += 1;
        // What could not be read once may be readable now, without having been taken up again yet.
        else if (rejections.batches.meet(record)?.isSettled === false) counts.rejected += 1;
        else others.push(record);
      }
      const text = headersText(headers);
      if (logged !== 0n && logged !== fingerprint(key, text, value ?? Buffer.alloc(0))) {
        altered.push({ table: 'event', record });
      }
      if (rejected !== 0n && rejected !== fingerprint(key, text, value)) altered.push({ table: 'rejection', record });
    }
    counts.duplicates += await countDuplicates(source, others);
  };

  const bounds = new Map<string, Bounds>();
  const known = await topicsOnRecord(source);
  for (const { topic, onRecord } of known.toRead) {
    const before = await kafka.bounds(topic);
    if (before === null) continue;
    const progress = source.progress(`Reading ${topic}`, 'messages', total(before));
    for await (const read of kafka.read(topic)) {
      const records = read.map((record) => ({ ...record, topic: onRecord }));
      const done = records.filter((r) => Number(r.offset) < (handled.get(`${onRecord}/${r.partition}`) ?? 0));
      counts.messages += done.length;
      counts.waiting += records.length - done.length;
      await look(done);
      progress.add(records.length);
    }
    progress.done();
    // What expires while it is read is gone for this check too.
    for (const { partition, low, high } of (await kafka.bounds(topic)) ?? []) {
      bounds.set(`${onRecord}/${partition}`, { low: Number(low), high: Number(high) });
    }
  }
  await nameAltered(source, altered);
  await nameUnknown(source, 'event', events.coordinates, known, bounds, handled);
  await nameUnknown(source, 'rejection', rejections.coordinates, known, bounds, handled);
  await nameUnknownBatches(source, rejections, known, bounds);
  await compareOffsets(source, known, handled, bounds, events.ends);
  await compareClosed(source, known, offsets);
  report.invariant(
    NAME,
    `${counts.messages} messages: ${counts.logged} in the log, ${counts.rejected} among the rejections, ` +
      `${counts.duplicates} duplicates, ${counts.skipped} in gaps; ${counts.waiting} not handled yet; ${events.count} events, ${rejections.count} ` +
      `rejections and ${rejections.outcomes} outcomes of theirs read again, ${gaps} gaps in the offsets, of which somebody has accepted ${gaps - open}`,
  );
}

const total = (partitions: readonly { readonly low: bigint; readonly high: bigint }[]): number =>
  partitions.reduce((sum, { low, high }) => sum + Number(high - low), 0);

/** @returns how many of these say what is on file under their identity; all others are lost */
async function countDuplicates(source: Source, records: readonly RawRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  const parsed = records.map((record) => ({ record, parsed: readAcceptedMessage(record) }));
  const identities = parsed.flatMap((p) => (p.parsed.ok ? [identityHash(p.parsed.event)] : []));
  const onFile = await eventsByIdentity(source, identities);
  let duplicates = 0;
  for (const { record, parsed: message } of parsed) {
    const first = message.ok ? onFile.get(identityHash(message.event).toString('hex')) : undefined;
    if (message.ok && first !== undefined && sameFact(first, message.event)) duplicates += 1;
    else {
      const { topic, partition } = record;
      await source.report.violation('I1', { kind: 'LOST', topic, partition, offset: Number(record.offset) });
    }
  }
  return duplicates;
}

/** Says which columns of a row are not those of the message that has its coordinates. */
async function nameAltered({ sql, report }: Source, altered: readonly Found[]): Promise<void> {
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
async function nameUnknown(
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
async function nameUnknownBatches(
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

/** Where reading goes on: after all that is on file of the partition, and not after its end. */
async function compareOffsets(
  { report }: Source,
  known: TopicsOnRecord,
  handled: ReadonlyMap<string, number>,
  bounds: ReadonlyMap<string, Bounds>,
  ends: ReadonlyMap<string, number>,
): Promise<void> {
  const rowOf = (key: string) => {
    const slash = key.lastIndexOf('/');
    const row = { topic: key.slice(0, slash), partition: Number(key.slice(slash + 1)) };
    return { row, at: { table: 'kafka_offset', row } };
  };
  for (const [key, next] of handled) {
    const { row, at } = rowOf(key);
    const here = bounds.get(key);
    const end = ends.get(key) ?? 0;
    if (next < end) {
      await report.compare('I1', at, { next_offset: `at least ${end}` }, { next_offset: next });
    } else if (here !== undefined && next > here.high) {
      report.cannotCheck('I1', `offsets, because ${key} ends before where reading stands, at ${here.high}`);
      await report.compare('I1', at, { next_offset: `at most ${here.high}` }, { next_offset: next });
    } else if (here === undefined && [...bounds.keys()].some((known) => known.startsWith(`${row.topic}/`))) {
      await report.violation('I1', { kind: 'NO_SUCH_PARTITION', ...at, column: 'partition' });
    } else if (here === undefined && !known.names.has(row.topic) && end === 0) {
      await report.violation('I1', { kind: 'NO_SUCH_TOPIC', ...at, column: 'topic' });
    }
  }
  for (const [key, end] of ends) {
    if (handled.has(key)) continue;
    await report.violation('I1', { kind: 'OFFSET_MISSING', ...rowOf(key).at, column: 'topic', expected: end });
  }
}

function whyNotRead({ names, closed }: TopicsOnRecord, topic: string): string {
  if (closed.has(topic)) return 'in whose place two people have put another topic';
  return names.has(topic) ? 'which is not there any more' : 'which is none of the input topics';
}

/** Where reading stands there is a digest of the record before: it must be the one that the topic holds. */
async function compareLast({ report }: Source, record: RawRecord, stands: Handled | undefined): Promise<void> {
  if (stands?.lastRecord == null || stands.lastOffset !== stands.next - 1) return;
  if (Number(record.offset) !== stands.lastOffset) return;
  const row = { topic: stands.topic, partition: stands.partition };
  const expected = { last_record: recordDigest(record) };
  await report.compare('I1', { table: 'kafka_offset', row }, expected, { last_record: stands.lastRecord });
}

/** A partition is closed where another topic has taken the place of its own; the record noted last lies before the next. */
async function compareClosed(
  { report }: Source,
  { closed }: TopicsOnRecord,
  offsets: readonly Handled[],
): Promise<void> {
  for (const { topic, partition, next, lastOffset, ...row } of offsets) {
    const at = { table: 'kafka_offset', row: { topic, partition } };
    await report.compare('I1', at, { closed: closed.has(topic) }, { closed: row.closed });
    if (lastOffset === null || lastOffset < next) continue;
    await report.compare('I1', at, { last_offset: `at most ${next - 1}` }, { last_offset: lastOffset });
  }
}

/** In a gap nothing is on file, and it lies before where reading stands. @returns how many there are */
async function compareGaps(
  { sql, report }: Source,
  handled: ReadonlyMap<string, number>,
  onFile: readonly Coordinates[],
): Promise<number> {
  const gaps = await sql.query<{ topic: string; partition: number; from: number; to: number }>(
    `SELECT topic, partition, from_offset AS "from", to_offset AS "to"
       FROM offset_gap ORDER BY topic, partition, from_offset`,
  );
  for (const { topic, partition, from, to } of gaps) {
    const row = { table: 'offset_gap', row: { topic, partition, from_offset: from } };
    const next = handled.get(`${topic}/${partition}`) ?? 0;
    if (from >= to || to > next) {
      await report.compare('I1', row, { to_offset: `after ${from}, at most ${next}` }, { to_offset: to });
    }
    const inside = onFile.reduce((sum, coordinates) => sum + coordinates.of(topic, partition).countIn(from, to), 0);
    if (inside > 0) await report.violation('I1', { kind: 'NOT_EMPTY', ...row, column: 'from_offset', rows: inside });
  }
  return gaps.length;
}
