import { closeSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { structured, type CloudEvent } from '#contract';
import { createProducer, type Cluster } from '#kafka';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const RECORDS_FROM = 61;

/** Where a batch stands on its topic, as a rejection tells it. */
export interface Place {
  readonly offset: string;
  readonly lastOffset: string;
}

/**
 * Sends events in one batch and then damages it where the broker keeps it, as a failing disk does. Nobody may read the
 * topic meanwhile: they could have it whole.
 * @param segment the file that the partition is kept in
 */
export async function sendDamaged(
  cluster: Cluster,
  topic: string,
  segment: string,
  events: readonly CloudEvent[],
): Promise<Place> {
  const { size: at } = statSync(segment);
  const producer = createProducer({ ...cluster, compression: 'lz4', clientId: 'scopewatch-test', log: quiet });
  await producer.send(
    topic,
    events.map((event) => ({ key: 'k', ...structured(event) })),
  );
  await producer.disconnect();
  const batch = readFileSync(segment).subarray(at);
  const file = openSync(segment, 'r+');
  writeSync(file, Buffer.from([(batch[RECORDS_FROM + 30] ?? 0) ^ 0xff]), 0, 1, at + RECORDS_FROM + 30);
  closeSync(file);
  const first = batch.readBigInt64BE(0);
  return { offset: String(first), lastOffset: String(first + BigInt(batch.readInt32BE(23))) };
}
