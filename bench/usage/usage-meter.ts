import { readFileSync, readdirSync } from 'node:fs';
import { Client } from 'pg';

/** What handling took beside time. CPU in ms of one core, everything else in bytes. */
export interface Usage {
  readonly clientCpuMs: number;
  readonly postgresCpuMs: number;
  readonly walBytes: number;
  /** By which the database grew. */
  readonly storedBytes: number;
  /** The most memory that the process has had. */
  readonly peakBytes: number;
}

/** Linux counts CPU time in these. */
const TICK_MS = 10;

interface Process {
  readonly parent: number;
  /** Of its own and of its children that have ended. */
  readonly cpuMs: number;
}

/** What `/proc` says of one process; `undefined` where there is none. */
function processOf(pid: number | string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // Behind the name, which may hold anything: state, parent, and, as 14 to 17, the times.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    return { parent: Number(fields[1]), cpuMs: ticks * TICK_MS };
  } catch {
    return undefined;
  }
}

/** CPU time of a process and of all that it has started. */
function cpuOfTree(root: number): number {
  const all = new Map<number, Process>();
  for (const name of readdirSync('/proc')) {
    const found = /^\d+$/.test(name) ? processOf(name) : undefined;
    if (found !== undefined) all.set(Number(name), found);
  }
  const isBelow = (pid: number): boolean => {
    const parent = all.get(pid)?.parent ?? 0;
    return pid === root || (parent > 0 && isBelow(parent));
  };
  return [...all].filter(([pid]) => isBelow(pid)).reduce((sum, [, { cpuMs }]) => sum + cpuMs, 0);
}

function peakOf(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** Where this machine doesn't say, or PostgreSQL runs on another, there are no figures. */
export class UsageMeter {
  private constructor(
    private readonly client: Client,
    private readonly pid: number,
    private readonly server: number,
    private readonly before: Omit<Usage, 'peakBytes'>,
  ) {}

  /** @param pid of the process that does the work */
  static async start(databaseUrl: string, pid: number): Promise<UsageMeter | undefined> {
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const server = processOf(rows[0]?.pid ?? 0)?.parent;
    if (server === undefined || processOf(pid) === undefined) {
      await client.end();
      return undefined;
    }
    return new UsageMeter(client, pid, server, await read(client, pid, server));
  }

  async end(): Promise<void> {
    await this.client.end();
  }

  /** Since the start. */
  async read(): Promise<Usage> {
    const now = await read(this.client, this.pid, this.server);
    return {
      clientCpuMs: now.clientCpuMs - this.before.clientCpuMs,
      postgresCpuMs: now.postgresCpuMs - this.before.postgresCpuMs,
      walBytes: now.walBytes - this.before.walBytes,
      storedBytes: now.storedBytes - this.before.storedBytes,
      peakBytes: peakOf(this.pid),
    };
  }
}

async function read(client: Client, pid: number, server: number): Promise<Omit<Usage, 'peakBytes'>> {
  const { rows } = await client.query<{ wal: string; stored: string }>(
    `SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0') AS wal, pg_database_size(current_database()) AS stored`,
  );
  return {
    clientCpuMs: processOf(pid)?.cpuMs ?? 0,
    postgresCpuMs: cpuOfTree(server),
    walBytes: Number(rows[0]?.wal ?? 0),
    storedBytes: Number(rows[0]?.stored ?? 0),
  };
}
