import { Client } from 'pg';
import { freePort } from '#devstack';
import { MONITOR_NODE_ARGS, type Topics } from '#runtime';
import type { Measurement } from './measurement.js';
import { topicSettings } from './topics.js';
import { until } from './until.js';
import { UsageMeter, type Usage } from './usage.js';
import { Worker } from './worker.js';

const POLL_MS = 10;

interface MonitorOptions {
  readonly brokers: readonly string[];
  readonly databaseUrl: string;
  readonly topics: Topics;
  readonly group: string;
  /** Of `node`. */
  readonly nodeArgs?: readonly string[];
}

/** The monitor itself, as `scopewatch start` runs it, on a database that is looked at from outside. */
export class Monitor {
  private constructor(
    private readonly worker: Worker,
    private readonly database: Client,
    /** When it was given its partitions and began to fetch, in ms since 1970. */
    private readonly beganAt: number,
    private readonly handledBefore: number,
    private readonly meter: UsageMeter | undefined,
  ) {}

  static async start({ brokers, databaseUrl, topics, group, nodeArgs = [] }: MonitorOptions): Promise<Monitor> {
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
    const worker = Worker.start('apps/monitor/src/main.js', env, [...MONITOR_NODE_ARGS, ...nodeArgs]);
    const beganAt = await worker.hear((line) =>
      line.includes('"partitions assigned"') ? Date.parse((JSON.parse(line) as { time: string }).time) : undefined,
    );
    return new Monitor(worker, database, beganAt, before, await UsageMeter.start(databaseUrl, worker.pid));
  }

  /** @param total messages that are on the topics, those before it was started among them */
  async handledAll(total: number): Promise<Measurement> {
    await until('the monitor has handled all messages', POLL_MS, async () => {
      this.worker.requireRunning();
      return (await handled(this.database)) >= total;
    });
    return { events: total - this.handledBefore, ms: Date.now() - this.beganAt };
  }

  async everybodyJudged(): Promise<void> {
    await until('everybody is judged', POLL_MS, async () => {
      const { rowCount } = await this.database.query('SELECT FROM fan_out WHERE finished_at IS NULL');
      return rowCount === 0;
    });
  }

  /** What it took since it began. */
  usage(): Promise<Usage> | undefined {
    return this.meter?.read();
  }

  async countOf(table: 'event' | 'alert'): Promise<number> {
    const { rows } = await this.database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
    return rows[0]?.n ?? 0;
  }

  async end(): Promise<void> {
    await this.worker.end();
    await this.meter?.end();
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
