import { setTimeout as sleep } from 'node:timers/promises';
import { routeOf, structured } from '#contract';
import { createProducer, type OutgoingMessage, type Producer } from '#kafka';
import { createLog, showProgress, type Topics } from '#runtime';
import { createDataSource } from '#store';
import type { CloudEventJson, Known } from './demonstration/cloud-event.js';
import { deeds } from './demonstration/deeds.js';
import { dismiss, hire, type Deed } from './demonstration/staff.js';
import { history, opensAt, type History } from './demonstration/history.js';
import { PlayedClock } from './demonstration/played-clock.js';
import { Random } from './demonstration/random.js';
import { liveEvent } from './demonstration/trickle.js';
import type { Demonstration, DemoOptions } from './start/index.js';

const SEED = 61;
const CLIENTS = 1_200;
const CHUNK = 1_000;
const DAY_MS = 86_400_000;
/** What became known within this time is recorded together. */
const STEP_MS = 7 * DAY_MS;

/** A year of a firm: its past, recorded as it went where the book is marked for that, then what happens live. */
export const demonstration: Demonstration = {
  beginsAt: opensAt,
  play: async (options) => {
    const { brokers, security, config, log, signal, now } = options;
    const producer = createProducer({
      brokers,
      security,
      compression: config.kafka.compression,
      clientId: 'scopewatch-demo',
      log: createLog('demo', 'error'),
    });
    const story = history({ seed: SEED, now, clients: CLIENTS });
    try {
      log.info(`Playing the demonstration: a year of ${CLIENTS} clients of two entities.`);
      await (options.marked ? playByClock(options, story, producer) : playAtOnce(options, story, producer));
    } catch (error) {
      await producer.disconnect();
      throw error;
    }
    return async () => {
      log.info('From now on things happen live: about one event a second, seldom one that alerts.');
      const random = new Random(Date.now());
      try {
        while (!signal.aborted) {
          await send(producer, config.topics, [liveEvent(story.book, Date.now(), random).event]);
          await sleep(random.between(400, 1_600), undefined, { signal }).catch(() => undefined);
        }
      } finally {
        await producer.disconnect();
      }
    };
  },
};

/** As fast as it goes: whatever becomes known is recorded now. */
async function playAtOnce({ config, signal }: DemoOptions, { events }: History, producer: Producer): Promise<void> {
  const progress = progressOf(events);
  for (let i = 0; i < events.length && !signal.aborted; i += CHUNK) {
    const chunk = events.slice(i, i + CHUNK);
    await send(
      producer,
      config.topics,
      chunk.map(({ event }) => event),
    );
    progress.add(chunk.length);
  }
  progress.done();
}

/** Step by step, each recorded and judged before the clock goes on. */
async function playByClock(options: DemoOptions, story: History, producer: Producer): Promise<void> {
  const { apiUrl, config, databaseUrl, signal, now } = options;
  const { events } = story;
  const dataSource = createDataSource(databaseUrl, 2, 'scopewatch-demo');
  await dataSource.initialize();
  try {
    const clock = new PlayedClock(dataSource, signal);
    const progress = progressOf(events);
    const staff = apiUrl === undefined ? undefined : await hire(apiUrl, databaseUrl);
    const checked = new Map<string, string>();
    const toDo = staff === undefined ? [] : deeds(story, checked);
    for (const { until, known, deed } of stepsOf(events, toDo, opensAt(now), now)) {
      if (signal.aborted) return;
      await clock.moveTo(until);
      if (known.length > 0) {
        await send(
          producer,
          config.topics,
          known.map(({ event }) => naming(event, checked.get(event.id))),
        );
        await clock.recorded(known.length);
        progress.add(known.length);
      }
      if (deed !== undefined && staff !== undefined) await deed.take(staff);
    }
    if (staff !== undefined) await dismiss(staff);
    await clock.stop();
    await clock.settled();
    progress.done();
  } finally {
    await dataSource.destroy();
  }
}

interface Step {
  readonly until: number;
  /** What became known by then, in the order of it. */
  readonly known: readonly Known[];
  /** What somebody does then. */
  readonly deed: Deed | undefined;
}

/** @param toDo in the order of time */
function* stepsOf(events: readonly Known[], toDo: readonly Deed[], from: number, to: number): Generator<Step> {
  const deedsLeft = [...toDo];
  let next = 0;
  for (let until = from; until < to;) {
    const due = deedsLeft[0];
    const isDue = due !== undefined && due.at <= until + STEP_MS;
    until = isDue ? due.at : Math.min(to, until + STEP_MS);
    const begin = next;
    while (next < events.length && (events[next]?.at ?? to) <= until) next += 1;
    if (isDue) deedsLeft.shift();
    yield { until, known: events.slice(begin, next), deed: isDue ? due : undefined };
  }
}

/** What was asked about before it was sent names the check. */
const naming = (event: CloudEventJson, checkId: string | undefined): CloudEventJson =>
  checkId === undefined ? event : { ...event, data: { ...(event.data as object), checkId } };

const progressOf = (events: readonly Known[]) =>
  showProgress({ label: 'Playing history', unit: 'events', total: events.length });

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
