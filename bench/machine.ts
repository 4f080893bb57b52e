import { execFileSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { findJava, KAFKA_VERSION, type Parts } from '#devstack';
import { checkout, readConfig } from '#runtime';

/** On what it was measured; `null` is what can't be known from here. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly kernel: string;
  /** Processes that wanted a core in the minute before the first round began, on average. */
  readonly load: number;
  readonly node: string;
  readonly postgresql: string;
  /** How it is told to force commits to disk. */
  readonly durability: string;
  readonly kafka: string | null;
  readonly java: string | null;
  /** Of the folder of parts of ours. */
  readonly fileSystem: string | null;
  /** What it takes to force 8 KiB to disk there: median, in ms. */
  readonly fsyncMs: number;
  /** Of this checkout. */
  readonly commit: string | null;
}

const FORCED = 50;

export async function machine(parts: Parts, home: string): Promise<Machine> {
  const { postgresql, durability } = await postgresqlOf(parts.databaseUrl);
  return {
    cpu: cpus()[0]?.model.trim() ?? 'not known',
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    kernel: `${type()} ${release()}`,
    load: loadavg()[0] ?? Number.NaN,
    node: process.version,
    postgresql,
    durability,
    kafka: kafkaOf(parts),
    java: await javaVersion(),
    fileSystem: fileSystemOf(home),
    fsyncMs: fsyncMs(home),
    commit: said('git', ['rev-parse', '--short=12', 'HEAD']),
  };
}

async function postgresqlOf(url: string): Promise<Pick<Machine, 'postgresql' | 'durability'>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; durability: string }>(
      `SELECT current_setting('server_version') AS version,
              concat('fsync ', current_setting('fsync'), ' by ', current_setting('wal_sync_method'), ', synchronous_commit ',
                     current_setting('synchronous_commit')) AS durability`,
    );
    return { postgresql: rows[0]?.version ?? '', durability: rows[0]?.durability ?? '' };
  } finally {
    await client.end();
  }
}

/** Brokers don't say their version. */
function kafkaOf({ origin }: Parts): string | null {
  if (origin.kafka === 'environment') return null;
  return origin.kafka === 'embedded' ? KAFKA_VERSION : readConfig(process.env).images.kafka;
}

async function javaVersion(): Promise<string | null> {
  const java = await findJava(process.env).catch(() => undefined);
  return java === undefined ? null : (said(java, ['--version'])?.split('\n')[0] ?? null);
}

/** The type of the mount that is nearest above. */
function fileSystemOf(home: string): string | null {
  try {
    const mounts = readFileSync('/proc/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' '))
      .filter(([, at = '']) => at === '/' || home === at || home.startsWith(`${at}/`));
    return mounts.sort(([, a = ''], [, b = '']) => b.length - a.length)[0]?.[2] ?? null;
  } catch {
    return null;
  }
}

function fsyncMs(home: string): number {
  const path = join(home, 'fsync-probe');
  const file = openSync(path, 'w');
  const block = Buffer.alloc(8 * 1024, 1);
  const times: number[] = [];
  for (let n = 0; n < FORCED; n += 1) {
    const startedAt = performance.now();
    writeSync(file, block);
    fsyncSync(file);
    times.push(performance.now() - startedAt);
  }
  closeSync(file);
  rmSync(path);
  return times.sort((a, b) => a - b)[FORCED >> 1] ?? Number.NaN;
}

function said(command: string, args: readonly string[]): string | null {
  try {
    return execFileSync(command, [...args], {
      cwd: checkout,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return null;
  }
}
