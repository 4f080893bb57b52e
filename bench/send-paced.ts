import { setTimeout as sleep } from 'node:timers/promises';
import { routeOf, structured, type CloudEvent } from '#contract';
import { createProducer, type OutgoingMessage } from '#kafka';
import type { Topics } from '#runtime';
import type { AlertTimes } from './alert-times.js';
import { cluster } from './cluster.js';

/** A few events every few milliseconds. */
const TICK_MS = 25;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Sends so many events a second, and notes when each that alerts was sent. */
export async function sendPaced(
  brokers: readonly string[],
  topics: Topics,
  events: readonly CloudEvent[],
  rate: number,
  times: AlertTimes,
): Promise<void> {
  const producer = createProducer({ ...cluster(brokers), clientId: 'bench-latency', log: quiet });
  const startedAt = performance.now();
  const underWay: Promise<unknown>[] = [];
  for (let sent = 0; sent < events.length;) {
    const at = performance.now();
    const due = Math.min(events.length, Math.floor(((at - startedAt) * rate) / 1000));
    const byTopic = new Map<string, OutgoingMessage[]>();
    for (const event of events.slice(sent, due)) {
      const route = routeOf(event);
      if (route === null) throw new Error(`No topic is known for ${event.type}.`);
      if ((event.data as { content?: string }).content === 'PROMOTIONAL') times.sent(event.id, at);
      const topic = topics[route.topic];
      byTopic.set(topic, [...(byTopic.get(topic) ?? []), { key: route.key, ...structured(event) }]);
    }
    sent = due;
    for (const [topic, messages] of byTopic) underWay.push(producer.send(topic, messages));
    await sleep(TICK_MS);
  }
  await Promise.all(underWay);
  await producer.disconnect();
}
