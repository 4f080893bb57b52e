import { setTimeout as sleep } from 'node:timers/promises';
import { routeOf, structured } from '#contract';
import { createProducer, type OutgoingMessage, type Producer } from '#kafka';
import { createLog, showProgress, type Topics } from '#runtime';
import type { CloudEventJson } from './demonstration/cloud-event.js';
import { history } from './demonstration/history.js';
import { Random } from './demonstration/random.js';
import { liveEvent } from './demonstration/trickle.js';
import type { PlayDemo } from './start/index.js';

const SEED = 61;
const CLIENTS = 2_000;
const CHUNK = 1_000;

/** A year of history as fast as it goes, then what happens live, until the signal is aborted. */
export const playDemo: PlayDemo = async ({ brokers, security, config, log, signal }) => {
  const producer = createProducer({
    brokers,
    security,
    compression: config.kafka.compression,
    clientId: 'scopewatch-demo',
    log: createLog('demo', 'error'),
  });
  try {
    log.info(`Playing the demonstration: a year of ${CLIENTS} clients of two entities.`);
    const { book, events } = history({ seed: SEED, now: Date.now(), clients: CLIENTS });
    const progress = showProgress({ label: 'Playing history', unit: 'events', total: events.length });
    for (let i = 0; i < events.length && !signal.aborted; i += CHUNK) {
      const chunk = events.slice(i, i + CHUNK);
      await send(
        producer,
        config.topics,
        chunk.map((k) => k.event),
      );
      progress.add(chunk.length);
    }
    progress.done();
    log.info('From now on things happen live: about one event a second, now and then one that alerts.');
    const random = new Random(Date.now());
    while (!signal.aborted) {
      await send(producer, config.topics, [liveEvent(book, Date.now(), random).event]);
      await sleep(random.between(400, 1_600), undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await producer.disconnect();
  }
};

async function send(producer: Producer, topics: Topics, events: readonly CloudEventJson[]): Promise<void> {
  const byTopic = new Map<string, OutgoingMessage[]>();
  for (const event of events) {
    const route = routeOf(event);
    // Of a type that nobody knows: sent all the same, to be seen among the rejections.
    const topic = topics[route?.topic ?? 'marketing'];
    const messages = byTopic.get(topic) ?? [];
    messages.push({ key: route?.key ?? event.id, ...structured(event) });
    byTopic.set(topic, messages);
  }
  for (const [topic, messages] of byTopic) await producer.send(topic, messages);
}
