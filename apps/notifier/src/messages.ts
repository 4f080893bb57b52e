import {
  alertMessage,
  readTopicOnRecord,
  REJECTED_BYTES_MAX,
  rejectionMessage,
  type AlertData,
  type AlertType,
  type Rejection,
} from '#contract';
import type { OutgoingMessage } from '#kafka';
import type { Topics } from '#runtime';
import type { OutboxItem } from '#store';

/** The monitor's name in all that it says. */
const SOURCE = 'urn:scopewatch';

const TYPES: Readonly<Record<string, AlertType>> = {
  raised: 'alert.raised.v1',
  rejudged: 'alert.rejudged.v1',
  superseded: 'alert.superseded.v1',
};

/** Said from the second on: before, there is nothing that it could be mistaken for. */
function laterIncarnation(onRecord: string): { incarnation?: number } {
  const { incarnation } = readTopicOnRecord(onRecord);
  return incarnation === 1 ? {} : { incarnation };
}

/** An item of the outbox as a Kafka message. Its id is that of the change, so that a consumer can tell a repetition. */
export function messageOf(item: OutboxItem, topics: Topics): { topic: string; message: OutgoingMessage } {
  if (item.kind === 'rejection') {
    const { rejectionId, topic, partition, kafkaOffset, lastOffset, codec, key, value, reason, message, recordedAt } =
      item;
    const rejection = {
      rejectionId,
      topic: readTopicOnRecord(topic).topic,
      ...laterIncarnation(topic),
      partition,
      offset: String(kafkaOffset),
      ...(lastOffset === null ? {} : { lastOffset: String(lastOffset) }),
      ...(codec === null ? {} : { codec }),
      reason: reason as Rejection['reason'],
      message,
      recordedAt: recordedAt.toISOString(),
      key,
      value,
    };
    return { topic: topics.rejections, message: shortening(rejection, REJECTED_BYTES_MAX) };
  }

  const type = TYPES[item.factKind] ?? 'alert.status-changed.v1';
  // The body was written by ingest, or by the desk, from this very type. What people wrote stays within the desk.
  const { note: _note, ...data } = JSON.parse(item.body) as AlertData & { note?: unknown };
  const envelope = { id: `change-${item.position}`, source: SOURCE, time: data.detectedAt };
  return { topic: topics.alerts, message: alertMessage(type, envelope, data) };
}

/** Half of the value at a time, down to none of it: a topic that takes little is no reason to tell nothing any more. */
function shortening(rejection: Rejection, bytesMax: number): OutgoingMessage {
  const shown = Math.min(rejection.value?.length ?? 0, bytesMax);
  return {
    ...rejectionMessage(SOURCE, rejection, bytesMax),
    ...(shown > 0 ? { shorter: () => shortening(rejection, Math.floor(shown / 2)) } : {}),
  };
}
