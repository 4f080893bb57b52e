import { Kafka, logLevel, type Consumer } from 'kafkajs';
import { kafkaConfig } from '#kafka';
import type { AlertTimes } from './alert-times.js';
import { cluster } from './cluster.js';
import { until } from './until.js';

/** Reads the topic of alerts as a consumer of the firm's does. */
export async function followTopic(
  brokers: readonly string[],
  topic: string,
  group: string,
  times: AlertTimes,
): Promise<Consumer> {
  const kafka = new Kafka({ ...kafkaConfig(cluster(brokers)), clientId: 'bench-latency', logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: group, minBytes: 1, maxWaitTimeInMs: 50 });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  let joined = false;
  consumer.on(consumer.events.GROUP_JOIN, () => (joined = true));
  await consumer.run({
    autoCommit: false,
    eachBatch: ({ batch }) => {
      const at = performance.now();
      for (const { value } of batch.messages) {
        const { data } = JSON.parse(value?.toString() ?? '{}') as { data?: { alertId: string; act: { id: string } } };
        if (data !== undefined) times.onTopic(data.act.id, data.alertId, at);
      }
      return Promise.resolve();
    },
  });
  await until('the consumer has its partitions', 20, () => Promise.resolve(joined));
  return consumer;
}

/** Reads the stream of the api as a dashboard does. */
export async function followStream(url: string, key: string, times: AlertTimes): Promise<AbortController> {
  const stopping = new AbortController();
  const answer = await fetch(`${url}/v1/stream`, {
    headers: { Authorization: `Bearer ${key}` },
    signal: stopping.signal,
  });
  const decoder = new TextDecoder();
  void (async () => {
    let rest = '';
    for await (const chunk of answer.body ?? []) {
      const at = performance.now();
      const text = rest + decoder.decode(chunk as Uint8Array, { stream: true });
      const lines = text.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const alertId = /^data: .*"alertId":"([^"]+)"/.exec(line)?.[1];
        if (alertId !== undefined) times.onStream(alertId, at);
      }
    }
  })().catch(() => undefined);
  return stopping;
}
