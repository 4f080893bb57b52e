import { BLOCK_SIZE } from '#log/codec';
import { KafkaFault, readTopic, type Cluster, type RawRecord } from '#kafka';
import { readAlertMessage, readRejectionMessage, type LostStep, type SentMessage } from '#restore';
import type { Topics } from '#runtime';
import { factsAt, rejectionsAt, type Sql } from '#store';

/** What is known of the part of the log that is lost, by what it has sent. */
export interface LostPart {
  /** Messages of changes and rejections that are not on record, in the order of their topics. */
  readonly messages: readonly SentMessage[];
  readonly steps: readonly LostStep[];
  /** Positions of what is on record and stands on its topic. */
  readonly sent: ReadonlySet<number>;
  /** When the last of the messages was sent (ms since 1970). */
  readonly until: number | null;
  /** The last block of positions that a message names. */
  readonly lastBlock: number;
}

/** Reads what was sent, and holds it against what is on record. */
export async function lostPart(sql: Sql, cluster: Cluster, topics: Topics): Promise<LostPart> {
  const messages: SentMessage[] = [];
  const sent = new Set<number>();
  let until: number | null = null;
  let lastBlock = 0;
  const take = (message: SentMessage, { timestampMs }: RawRecord, onRecord: number | null): void => {
    if (message.position !== null) lastBlock = Math.max(lastBlock, Math.floor(message.position / BLOCK_SIZE));
    if (onRecord !== null) sent.add(onRecord);
    else {
      messages.push(message);
      until = Math.max(until ?? 0, timestampMs ?? 0);
    }
  };
  for await (const records of recordsOf(cluster, topics.alerts)) {
    const read = messagesIn(records, readAlertMessage);
    const known = await factsAt(
      sql,
      read.flatMap(({ message }) => message.position ?? []),
    );
    for (const { message, record } of read) {
      take(message, record, message.position !== null && known.has(message.position) ? message.position : null);
    }
  }
  for await (const records of recordsOf(cluster, topics.rejections)) {
    const read = messagesIn(records, readRejectionMessage);
    const known = await rejectionsAt(
      sql,
      read.map(({ message }) => message.id),
    );
    for (const { message, record } of read) take(message, record, known.get(message.id) ?? null);
  }
  return { messages, steps: messages.flatMap(({ step }) => step ?? []), sent, until, lastBlock };
}

const messagesIn = (records: readonly RawRecord[], read: (record: RawRecord) => SentMessage | null) =>
  records.flatMap((record) => {
    const message = read(record);
    return message === null ? [] : [{ message, record }];
  });

/** A topic that isn't there holds nothing. */
export async function* recordsOf(cluster: Cluster, topic: string): AsyncGenerator<readonly RawRecord[]> {
  try {
    yield* readTopic({ ...cluster, topic });
  } catch (error) {
    if (!(error instanceof KafkaFault && error.kind === 'TOPIC')) throw error;
  }
}
