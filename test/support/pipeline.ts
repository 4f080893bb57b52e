import { randomUUID } from 'node:crypto';
import { binary, routeOf, structured, type CloudEvent } from '#contract';
import {
  createProducer,
  ensureTopics,
  readTopic,
  topicOffsets,
  type Cluster,
  type OutgoingMessage,
  type Producer,
} from '#kafka';
import { freePort } from '#devstack';
import { generateKey } from '#proof';
import { readConfig, type Readiness, type Topics } from '#runtime';
import { Child, scopewatch, type Ended } from './child';
import { createTestDatabase, type TestDatabase } from './database';
import { DEADLINE_MS } from './deadline';
import { until } from './until';

const MONITOR = 'dist/apps/monitor/src/main.js';
const API = 'dist/apps/api/src/main.js';
const NOTIFIER = 'dist/apps/notifier/src/main.js';
const MESSAGE_BYTES_MAX = 20 * 1024 * 1024;
const SEND_CHUNK = 2_000;
const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

type Environment = Readonly<Record<string, string>>;

/** What one message on an outgoing topic says. */
export interface Sent {
  readonly id: string;
  readonly type: string;
  readonly key: string | null;
  readonly contentType: string | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

interface Shape {
  /** Events in one transaction at most: small, so that there are many to be interrupted in. */
  readonly batch?: number;
  readonly partitions?: number;
  /** By which address programs come to the database; the spec itself goes straight to it. */
  readonly through?: (url: string) => string;
  /** Whether the topic of alerts keeps of each client only what was told last. */
  readonly compacted?: boolean;
}

/** The whole of Scopewatch with a database, topics and processes of its own. */
export class Pipeline {
  readonly brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
  readonly cluster: Cluster = { brokers: this.brokers, security: readConfig(process.env).kafka.security };
  private readonly children: Child[] = [];
  private producer: Producer;

  private constructor(
    readonly database: TestDatabase,
    readonly topics: Topics,
    /** What its programs are told by; the database is another matter. */
    readonly settings: Environment,
    private readonly through: (url: string) => string,
  ) {
    this.producer = this.newProducer();
  }

  static async open(
    name: string,
    { batch = 200, partitions = 4, through = (url) => url, compacted = false }: Shape = {},
    database?: TestDatabase,
  ): Promise<Pipeline> {
    database ??= await createTestDatabase(name);
    const own = `${name}-${randomUUID().slice(0, 8)}`;
    const topics = {
      account: `${own}-account`,
      product: `${own}-product`,
      marketing: `${own}-marketing`,
      alerts: `${own}-alerts`,
      rejections: `${own}-rejections`,
      checkpoints: `${own}-checkpoints`,
      erasures: `${own}-erasures`,
    };
    const environment = {
      KAFKA_BROKERS: process.env['KAFKA_BROKERS'] ?? '',
      SCOPEWATCH_TOPIC_ACCOUNT: topics.account,
      SCOPEWATCH_TOPIC_PRODUCT: topics.product,
      SCOPEWATCH_TOPIC_MARKETING: topics.marketing,
      SCOPEWATCH_TOPIC_ALERTS: topics.alerts,
      SCOPEWATCH_TOPIC_REJECTIONS: topics.rejections,
      SCOPEWATCH_TOPIC_CHECKPOINTS: topics.checkpoints,
      SCOPEWATCH_TOPIC_ERASURES: topics.erasures,
      SCOPEWATCH_SIGNING_KEY: generateKey(own).signer,
      SCOPEWATCH_CHECKPOINT_SECONDS: '1',
      SCOPEWATCH_GROUP: own,
      SCOPEWATCH_BATCH: String(batch),
      SCOPEWATCH_LOG_LEVEL: 'info',
    };
    const pipeline = new Pipeline(database, topics, environment, through);
    await ensureTopics({
      ...pipeline.cluster,
      replicationFactor: 1,
      topics: Object.values(topics).map((topic) => ({
        topic,
        partitions,
        configEntries: {
          'max.message.bytes': String(MESSAGE_BYTES_MAX),
          ...(compacted && topic === topics.alerts ? { 'cleanup.policy': 'compact' } : {}),
        },
      })),
    });
    return pipeline;
  }

  /** A monitor and a notifier, both ready. */
  async start(): Promise<{ monitor: Child; notifier: Child }> {
    const [monitor, notifier] = await Promise.all([this.startMonitor(), this.startNotifier()]);
    return { monitor, notifier };
  }

  startMonitor(environment: Environment = {}, args: readonly string[] = [MONITOR], port?: number): Promise<Child> {
    return this.startApp(args, 'SCOPEWATCH_MONITOR_PORT', environment, port);
  }

  startNotifier(environment: Environment = {}, port?: number): Promise<Child> {
    return this.startApp([NOTIFIER], 'SCOPEWATCH_NOTIFIER_PORT', environment, port);
  }

  /** @returns the process and the address that it answers at */
  async startApi(environment: Environment = {}): Promise<{ api: Child; url: string }> {
    const port = Number(environment['SCOPEWATCH_PORT'] ?? (await freePort()));
    // A test makes more requests in a minute than people do.
    const generous = { SCOPEWATCH_REQUESTS_PER_MINUTE: '1000000', SCOPEWATCH_SIGN_INS_PER_MINUTE: '1000000' };
    const api = await this.startApp([API], 'SCOPEWATCH_PORT', { ...generous, ...environment }, port);
    return { api, url: `http://127.0.0.1:${port}` };
  }

  /** A process of an app, from its first moment on; whether it ever gets ready is another matter. */
  async launch(app: 'monitor' | 'notifier' | 'api', environment: Environment = {}): Promise<Child> {
    const [args, portSetting] = {
      monitor: [MONITOR, 'SCOPEWATCH_MONITOR_PORT'] as const,
      notifier: [NOTIFIER, 'SCOPEWATCH_NOTIFIER_PORT'] as const,
      api: [API, 'SCOPEWATCH_PORT'] as const,
    }[app];
    const port = Number(environment[portSetting] ?? (await freePort()));
    return this.launchOn([args], portSetting, environment, port);
  }

  private launchOn(args: readonly string[], portSetting: string, environment: Environment, port: number): Child {
    const child = Child.start(args, {
      ...this.settings,
      DATABASE_URL: this.through(this.database.appUrl),
      [portSetting]: String(port),
      ...environment,
    });
    this.children.push(child);
    return child;
  }

  private async startApp(
    args: readonly string[],
    portSetting: string,
    environment: Environment,
    given?: number,
  ): Promise<Child> {
    const port = given ?? (await freePort());
    const child = this.launchOn(args, portSetting, environment, port);
    await until(`${args.join(' ')} is ready`, async () => {
      child.requireRunning();
      return isReady(port);
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${child.lastWords()}`);
    });
    return child;
  }

  /** Sends events to the topics that they belong to, in this order per topic and key. */
  async send(events: readonly CloudEvent[], mode: 'structured' | 'binary' = 'structured'): Promise<void> {
    for (let i = 0; i < events.length; i += SEND_CHUNK) {
      const byTopic = new Map<string, OutgoingMessage[]>();
      for (const event of events.slice(i, i + SEND_CHUNK)) {
        const route = routeOf(event);
        if (route === null) throw new Error(`No topic is known for ${event.type}.`);
        const topic = this.topics[route.topic];
        const message = { key: route.key, ...(mode === 'binary' ? binary(event) : structured(event)) };
        byTopic.set(topic, [...(byTopic.get(topic) ?? []), message]);
      }
      for (const [topic, messages] of byTopic) await this.sendRaw(topic, messages);
    }
  }

  /**
   * Sends what is shared, then what clients did, then what was marketed, each when the one before has been handled: topics
   * are read side by side, and where a contact comes before the request it belongs to, there is more to tell.
   */
  async sendInTurn(events: readonly CloudEvent[]): Promise<void> {
    for (const topic of ['product', 'account', 'marketing'] as const) {
      const some = events.filter((event) => routeOf(event)?.topic === topic);
      if (some.length === 0) continue;
      await this.send(some);
      await this.settled();
    }
  }

  sendRaw(topic: string, messages: OutgoingMessage[]): Promise<void> {
    return this.producer.send(topic, messages);
  }

  /** A producer that lost its broker starts anew. */
  async reconnect(): Promise<void> {
    await this.producer.disconnect().catch(() => undefined);
    this.producer = this.newProducer();
  }

  private newProducer(): Producer {
    return createProducer({ ...this.cluster, clientId: 'scopewatch-test', log: quiet });
  }

  /** @returns when every message sent so far is handled, every fan-out done and every change sent on */
  async settled(withinMs = DEADLINE_MS): Promise<void> {
    const { account, product, marketing } = this.topics;
    const ends = new Map<string, number>();
    for (const topic of [account, product, marketing]) {
      for (const { partition, high } of await topicOffsets({ ...this.cluster, topic })) {
        if (high > 0n) ends.set(`${topic}/${partition}`, Number(high));
      }
    }
    const done = async (): Promise<boolean> => {
      for (const child of this.children) child.requireRunning();
      const offsets = await this.database.query<{ key: string; next: number }>(
        `SELECT split_part(topic, '~', 1) || '/' || partition AS key, next_offset::float8 AS next FROM kafka_offset
          WHERE NOT closed`,
      );
      const reached = new Map(offsets.map(({ key, next }) => [key, next]));
      if ([...ends].some(([key, end]) => (reached.get(key) ?? 0) < end)) return false;
      const [left] = await this.database.query<{ n: number }>(
        `SELECT (SELECT count(*) FROM fan_out WHERE finished_at IS NULL)::int + (SELECT count(*) FROM outbox)::int AS n`,
      );
      return left?.n === 0;
    };
    await until('all that was sent is handled and told', done, { withinMs, everyMs: 100 });
  }

  /** @returns when all that was sent is handled, and all that is recorded stands under a signed head */
  async covered(): Promise<void> {
    await this.settled();
    await until('all that is recorded is covered', async () => {
      const [left] = await this.database.query<{ n: number }>(
        `SELECT ((SELECT count(*) FROM batch) - (SELECT coalesce(max(size), 0) FROM tree_head)
                 + (SELECT count(*) FROM record_pending))::int AS n`,
      );
      return left?.n === 0;
    });
  }

  /** All that stands on an outgoing topic, by id; changes of alerts therefore in the order in which they were made. */
  async sent(topic: 'alerts' | 'rejections'): Promise<Sent[]> {
    const sent: Sent[] = [];
    for await (const records of readTopic({ ...this.cluster, topic: this.topics[topic] })) {
      for (const { key, value, headers } of records) {
        const { id, type, data } = JSON.parse(value?.toString('utf8') ?? 'null') as Sent;
        const contentType = headers['content-type']?.toString('utf8');
        sent.push({ id, type, data, key: key?.toString('utf8') ?? null, contentType });
      }
    }
    return sent.sort((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
  }

  /** Runs `scopewatch` as the owner would. */
  scopewatch(...args: string[]): Promise<Ended> {
    return this.scopewatchWith({}, ...args);
  }

  /** With other settings. */
  scopewatchWith(environment: Environment, ...args: string[]): Promise<Ended> {
    const parts = { ...this.settings, DATABASE_URL: this.through(this.database.ownerUrl) };
    return scopewatch(args, { ...parts, ...environment });
  }

  async close(): Promise<void> {
    await Promise.all(this.children.map((child) => child.end('SIGKILL')));
    await this.producer.disconnect();
    await this.database.drop();
  }
}

/** As `start` has it: what goes on all the same is ready, though it says what isn't well. */
const isReady = async (port: number): Promise<boolean> => {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`);
    if (answer.ok) return true;
    const { checks = [] } = (await answer.json()) as Partial<Readiness>;
    return checks.length > 0 && checks.every(({ ok, goesOn }) => ok || goesOn === true);
  } catch {
    return false;
  }
};
