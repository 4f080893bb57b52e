import { recordedProcess, type Parts } from '#devstack';
import type { Topics } from '#runtime';
import { Databases } from './databases.js';
import { Monitor } from './monitor.js';
import type { StageOptions } from './options.js';
import { endsOf, inputTopics, makeTopics, messagesOn, removeTopics, send, topicsOf, type End } from './topics.js';
import { alertsOf, catalogue, onboarding, waiting, type Workload } from './workload.js';

/** What all rounds start from: clients and requests on file, or nothing, and what waits on the topics. */
export interface Stage {
  readonly options: StageOptions;
  /** The beginning of all names that this run makes. */
  readonly run: string;
  readonly brokers: readonly string[];
  /** The broker's process, where it is ours and on this machine. */
  readonly kafkaPid: number | undefined;
  readonly databases: Databases;
  readonly topics: Topics;
  /** For the stock service, in one topic: the first acts once more, or the whole in small. */
  readonly stockTopic: string;
  /** Messages on the input topics. */
  readonly messages: number;
  /** Those of them that wait when the clock starts. */
  readonly waiting: number;
  /** Of these, those on accounts and marketing. */
  readonly waitingFacts: number;
  readonly stockEvents: number;
  /** How many alerts what waits gives, by what was made. */
  readonly alerts: number;
  readonly stockAlerts: number;
  /** Where, on each partition of accounts and marketing, begins what waits. */
  readonly setUpEnds: readonly End[];
}

/** The name of the database that each round gets a copy of. */
export const SET_UP = 'setup';

/**
 * @param onMade told what takes away what was made, before anything is
 * @param home of the parts that are ours, where their processes are to be looked at
 */
export async function setStage(
  parts: Parts,
  options: StageOptions,
  run: string,
  onMade: (clear: () => Promise<void>) => void,
  home?: string,
): Promise<Stage> {
  const { brokers } = parts;
  const databases = new Databases(parts.databaseUrl, run);
  const topics = topicsOf(run);
  const stockTopic = `${run}-stock`;
  onMade(async () => {
    await databases.dropAll();
    await removeTopics(brokers, (name) => name.startsWith(`${run}-`));
  });
  await makeTopics(brokers, [...Object.values(topics), stockTopic], options.partitions);
  const databaseUrl = await databases.migrated(SET_UP);
  const put: Put = (events, label) => send(brokers, events, (topic) => topics[topic], label);

  if (options.backlog === 'acts') await setUp({ brokers, databaseUrl, topics, group: `${run}-setup` }, put, options);
  await databases.settle(SET_UP);
  const facts = [topics.account, topics.marketing];
  const setUpEnds = await endsOf(brokers, facts);

  const waits = await put(waiting(options), 'Sending what waits');
  const small = inSmall(options);
  const stockEvents = await send(brokers, waiting(small), () => stockTopic, 'Sending for the stock service');
  return {
    ...{ options, run, brokers, databases, topics, stockTopic, stockEvents, setUpEnds },
    kafkaPid: home === undefined ? undefined : recordedProcess(home, 'kafka')?.pid,
    messages: await messagesOn(brokers, inputTopics(topics)),
    waitingFacts: (await messagesOn(brokers, facts)) - setUpEnds.reduce((sum, { offset }) => sum + offset, 0),
    waiting: waits,
    alerts: alertsOf(options),
    stockAlerts: alertsOf(small),
  };
}

type Put = (events: Parameters<typeof send>[1], label: string) => Promise<number>;

/** One after the other, so that nobody has to be judged again before the clock starts. */
async function setUp(at: Parameters<typeof Monitor.start>[0], put: Put, { clients }: Workload): Promise<void> {
  const monitor = await Monitor.start(at);
  const shared = await put(catalogue(), 'Sending the catalogue');
  await monitor.handledAll(shared);
  await monitor.everybodyJudged();
  const own = await put(onboarding(clients), 'Sending clients and requests');
  await monitor.handledAll(shared + own);
  await monitor.end();
}

/** The stock service's: fewer acts of the same clients; where all of it waits, fewer of both. */
function inSmall(options: StageOptions): StageOptions {
  const { events, clients, stockEvents, backlog } = options;
  if (backlog === 'acts') return { ...options, events: Math.min(stockEvents, events) };
  const share = Math.min(1, stockEvents / (events + 2 * clients));
  return { ...options, events: Math.max(1, Math.round(events * share)), clients: Math.ceil(clients * share) };
}
