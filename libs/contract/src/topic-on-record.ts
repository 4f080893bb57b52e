/**
 * The name under which a topic stands in the log, in offsets and in the ids of rejections. A topic that was deleted and
 * made again gives its offsets out a second time; so from the second on its incarnation is part of the name. Kafka
 * allows no tilde in the names of topics, and addresses need no escape for it.
 */
export const topicOnRecord = (topic: string, incarnation: number): string =>
  incarnation === 1 ? topic : `${topic}~${incarnation}`;

/** What `topicOnRecord` was made from. */
export function readTopicOnRecord(onRecord: string): { readonly topic: string; readonly incarnation: number } {
  const [, topic, incarnation] = /^([^~]*)~([1-9]\d{0,8})$/.exec(onRecord) ?? [];
  return topic === undefined ? { topic: onRecord, incarnation: 1 } : { topic, incarnation: Number(incarnation) };
}
