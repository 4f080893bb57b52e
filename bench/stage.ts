import type { Parts } from '#devstack';
import type { Topics } from '#runtime';
import { Databases } from './databases.js';
import { Monitor } from './monitor.js';
import type { BenchOptions } from './options.js';
import { inputTopics, makeTopics, messagesOn, removeTopics, send, topicsOf } from './topics.js';
import { acts, alertsOf, catalogue, onboarding } from './workload.js';

/** What all rounds start from: clients and requests on file, the acts waiting on the topics. */
export interface Stage {
  readonly options: BenchOptions;
  /** The beginning of all names that this run makes. */
  readonly run: string;
  readonly brokers: readonly string[];
  readonly databases: Databases;
  readonly topics: Topics;
  /** The first of the acts once more, in one topic, for the stock service. */
  readonly stockTopic: string;
  /** Messages on the input topics. */
  readonly messages: number;
  readonly stockEvents: number;
  /** How many alerts the acts give, by what was made. */
  readonly alerts: number;
}

/** The name of the database that each round gets a copy of. */
export const SET_UP = 'setup';

/** @param onMade told what takes away what was made, before anything is */
export async function setStage(
  parts: Parts,
  options: BenchOptions,
  run: string,
  onMade: (clear: () => Promise<void>) => void,
): Promise<Stage> {
  const { brokers } = parts;
  const databases = new Databases(parts.databaseUrl, run);
  const topics = topicsOf(run);
  const stockTopic = `${run}-stock`;
  const names = [...Object.values(topics), stockTopic];
  onMade(async () => {
    await databases.dropAll();
    await removeTopics(brokers, names);
  });
  await makeTopics(brokers, names, options.partitions);
  const databaseUrl = await databases.migrated(SET_UP);
  const monitor = await Monitor.start({ brokers, databaseUrl, topics, group: `${run}-setup` });
  const put = (events: Parameters<typeof send>[1], label: string): Promise<number> =>
    send(brokers, events, (topic) => topics[topic], label);

  // One after the other, so that nobody has to be judged again before the clock starts.
  const shared = await put(catalogue(), 'Sending the catalogue');
  await monitor.handledAll(shared);
  await monitor.everybodyJudged();
  const own = await put(onboarding(options.clients), 'Sending clients and requests');
  await monitor.handledAll(shared + own);
  await monitor.end();
  await databases.settle(SET_UP);

  const { events, clients, alerting } = options;
  await put(acts(events, clients, alerting), 'Sending acts');
  const stockEvents = Math.min(options.stockEvents, events);
  await send(brokers, acts(stockEvents, clients, alerting), () => stockTopic, 'Sending acts for the stock service');
  const messages = await messagesOn(brokers, inputTopics(topics));
  const alerts = alertsOf(events, clients, alerting);
  return { options, run, brokers, databases, topics, stockTopic, messages, stockEvents, alerts };
}
