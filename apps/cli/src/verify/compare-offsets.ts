import { recordDigest } from '#contract';
import type { RawRecord } from '#kafka';
import { type Coordinates } from './fingerprints.js';
import { type TopicsOnRecord } from './read-topics.js';
import type { Source } from './source.js';

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** Where reading of a partition stands. */
export interface Handled {
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
  readonly closed: boolean;
  readonly lastOffset: number | null;
  readonly lastRecord: Buffer | null;
}

/** Where reading goes on: after all that is on file of the partition, and not after its end. */
export async function compareOffsets(
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

/** Where reading stands there is a digest of the record before: it must be the one that the topic holds. */
export async function compareLast({ report }: Source, record: RawRecord, stands: Handled | undefined): Promise<void> {
  if (stands?.lastRecord == null || stands.lastOffset !== stands.next - 1) return;
  if (Number(record.offset) !== stands.lastOffset) return;
  const row = { topic: stands.topic, partition: stands.partition };
  const expected = { last_record: recordDigest(record) };
  await report.compare('I1', { table: 'kafka_offset', row }, expected, { last_record: stands.lastRecord });
}

/** A partition is closed where another topic has taken the place of its own; the record noted last lies before the next. */
export async function compareClosed(
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
export async function compareGaps(
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
