import { readAcceptedMessage, sameFact } from '#contract';
import type { RawRecord } from '#kafka';
import { ERASED_PRINT } from './erased.js';
import { fingerprint } from './fingerprints.js';
import { eventsByIdentity, type LoggedRejections } from './logged-rejections.js';
import type { LoggedEvents } from './logged-events.js';
import { gapFinder, openGapsNamed, topicsOnRecord } from './read-topics.js';
import { headersText, identityHash } from './read-back.js';
import { nameAltered, nameUnknown, nameUnknownBatches, type Found } from './name-rows.js';
import {
  compareClosed,
  compareGaps,
  compareLast,
  compareOffsets,
  type Bounds,
  type Handled,
} from './compare-offsets.js';
import type { Source } from './source.js';

const NAME = 'I1 every message is in the log or among the rejections, exactly once, and nothing else is';
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
      const asRead = fingerprint(key, text, value ?? Buffer.alloc(0));
      if (logged !== 0n && logged !== ERASED_PRINT && logged !== asRead) {
        altered.push({ table: 'event', record });
      }
      const isLeft = rejected !== 0n && rejected !== ERASED_PRINT;
      if (isLeft && rejected !== fingerprint(key, text, value)) altered.push({ table: 'rejection', record });
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
    // What was erased is not taken again, whatever it says.
    if (message.ok && first !== undefined && (first === 'ERASED' || sameFact(first, message.event))) duplicates += 1;
    else {
      const { topic, partition } = record;
      await source.report.violation('I1', { kind: 'LOST', topic, partition, offset: Number(record.offset) });
    }
  }
  return duplicates;
}
