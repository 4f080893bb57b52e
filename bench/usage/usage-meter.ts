import { Client } from 'pg';
import { cpuOfTree, peakOf, processOf } from './processes.js';

/** What handling took beside time. CPU in ms of one core, everything else in bytes; absent is what this machine doesn't say. */
export interface Usage {
  /** Of the process that does the work. */
  readonly processCpuMs?: number;
  readonly postgresCpuMs?: number;
  /** Of the broker, what it took to hand out the messages among it. */
  readonly kafkaCpuMs?: number;
  readonly walBytes?: number;
  /** By which what is kept grew. */
  readonly storedBytes?: number;
  /** The most memory that the process has had. */
  readonly peakBytes?: number;
}

/** Whom to look at. What is left out is no part of it, or runs elsewhere. */
export interface Watched {
  readonly pid: number;
  readonly databaseUrl?: string;
  readonly kafkaPid?: number;
}

export class UsageMeter {
  private before: Usage = {};

  private constructor(
    private readonly watched: Watched,
    private readonly database: Client | undefined,
    /** The process that is the parent of all of PostgreSQL's, where it runs here. */
    private readonly postgres: number | undefined,
  ) {}

  static async start(watched: Watched): Promise<UsageMeter> {
    const { databaseUrl } = watched;
    const database = databaseUrl === undefined ? undefined : new Client({ connectionString: databaseUrl });
    await database?.connect();
    const own = await database?.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const meter = new UsageMeter(watched, database, processOf(own?.rows[0]?.pid ?? 0)?.parent);
    await meter.begin();
    return meter;
  }

  /** From now on. */
  async begin(): Promise<void> {
    this.before = await this.now();
  }

  /** Since the beginning. */
  async read(): Promise<Usage> {
    const now = await this.now();
    const grown = Object.entries(now).map(([what, value]) => [what, value - (this.before[what as keyof Usage] ?? 0)]);
    const peakBytes = peakOf(this.watched.pid);
    return { ...(Object.fromEntries(grown) as Usage), ...(peakBytes === undefined ? {} : { peakBytes }) };
  }

  async end(): Promise<void> {
    await this.database?.end();
  }

  private async now(): Promise<Omit<Usage, 'peakBytes'>> {
    const { pid, kafkaPid } = this.watched;
    const cpuMs = processOf(pid)?.cpuMs;
    const database = await this.database?.query<{ wal: string; stored: string }>(
      `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS wal, pg_database_size(current_database()) AS stored`,
    );
    const row = database?.rows[0];
    return {
      ...(cpuMs === undefined ? {} : { processCpuMs: cpuMs }),
      ...(this.postgres === undefined ? {} : { postgresCpuMs: cpuOfTree(this.postgres) }),
      ...(kafkaPid === undefined ? {} : { kafkaCpuMs: cpuOfTree(kafkaPid) }),
      ...(row === undefined ? {} : { walBytes: Number(row.wal), storedBytes: Number(row.stored) }),
    };
  }
}
