import { Client } from 'pg';
import { freePort } from '#devstack';
import { MONITOR_NODE_ARGS, type Topics } from '#runtime';
import type { Measurement } from './measurement.js';
import { topicSettings } from './topics.js';
import { until } from './until.js';
import { UsageMeter, type Usage } from './usage/usage-meter.js';
import { Worker } from './worker.js';

const POLL_MS = 10;

interface MonitorOptions {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly topics: Topics;
  readonly group: string;
  /** Of `node`. */
  readonly nodeArgs?: readonly string[];
  /** Of the broker, where its CPU is to be looked at, too. */
  readonly kafkaPid?: number;
}

interface Counts {
  /** In the log, of the set-up too. */
  readonly events: number;
  /** Alerts that were ever raised, and those that still stand. */
  readonly raised: number;
  readonly active: number;
}

/** The monitor itself, as `scopewatch start` runs it, on a database that is looked at from outside. */
export class Monitor {
  private constructor(
    private readonly worker: Worker,
    private readonly database: Client,
    /** When it was given its partitions and began to fetch, in ms since 1970. */
    private readonly beganAt: number,
    /** From the start of its process to that, in ms. */
    readonly startMs: number,
    private readonly handledBefore: number,
    private readonly meter: UsageMeter,
  ) {}

  static async start(options: MonitorOptions): Promise<Monitor> {
    const { brokers, databaseUrl, topics, group, nodeArgs = [], kafkaPid } = options;
    const database = new Client({ connectionString: databaseUrl });
    await database.connect();
    const before = await handled(database);
    const env = {
      DATABASE_URL: databaseUrl,
      KAFKA_BROKERS: brokers.join(','),
      ...topicSettings(topics),
      SCOPEWATCH_GROUP: group,
      SCOPEWATCH_MONITOR_PORT: String(await freePort()),
      SCOPEWATCH_LOG_LEVEL: 'info',
    };
    const startedAt = Date.now();
    const worker = Worker.start('apps/monitor/src/main.js', env, [...MONITOR_NODE_ARGS, ...nodeArgs]);
    const assigned = worker.hear((line) =>
      line.includes('"partitions assigned"') ? Date.parse((JSON.parse(line) as { time: string }).time) : undefined,
    );
    assigned.catch(() => undefined);
    const watched = { databaseUrl, pid: worker.pid, ...(kafkaPid === undefined ? {} : { kafkaPid }) };
    const meter = await UsageMeter.start(watched);
    const beganAt = await assigned;
    await meter.begin();
    return new Monitor(worker, database, beganAt, beganAt - startedAt, before, meter);
  }

  /** @param total messages that are on the topics, those before it was started among them */
  async handledAll(total: number): Promise<Measurement> {
    await until('the monitor has handled all messages', POLL_MS, async () => {
      this.worker.requireRunning();
      return (await handled(this.database)) >= total;
    });
    return { events: total - this.handledBefore, ms: Date.now() - this.beganAt };
  }

  /** The same, and nobody waits to be judged again because of what all clients share. */
  async handledAndJudged(total: number): Promise<Measurement> {
    const { events } = await this.handledAll(total);
    await this.everybodyJudged();
    return { events, ms: Date.now() - this.beganAt };
  }

  async everybodyJudged(): Promise<void> {
    await until('everybody is judged', POLL_MS, async () => {
      const { rowCount } = await this.database.query('SELECT FROM fan_out WHERE finished_at IS NULL');
      return rowCount === 0;
    });
  }

  /** What it took since it began. */
  usage(): Promise<Usage> {
    return this.meter.read();
  }

  /** Counted in the database itself: an event that was refused must not pass as one that was handled quickly. */
  async counts(): Promise<Counts> {
    const { rows } = await this.database.query<Counts>(
      `SELECT (SELECT count(*)::int FROM event) AS events,
              count(*)::int AS raised, (count(*) FILTER (WHERE active))::int AS active FROM alert`,
    );
    return rows[0] ?? { events: 0, raised: 0, active: 0 };
  }

  async end(): Promise<void> {
    await this.worker.end();
    await this.meter.end();
    await this.database.end();
  }
}

/** Offsets are written in the transaction that writes all else, so what they say is committed with all its effects. */
async function handled(database: Client): Promise<number> {
  const { rows } = await database.query<{ n: number }>(
    'SELECT coalesce(sum(next_offset), 0)::int AS n FROM kafka_offset',
  );
  return rows[0]?.n ?? 0;
}
