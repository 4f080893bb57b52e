import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { recordProcess } from './pid-file.js';

export interface DaemonOptions {
  readonly home: string;
  /** Names the pid file and the log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface Daemon {
  readonly child: ChildProcess;
  readonly logPath: string;
  /** What it has written to its log since it was started, at most the last 8 KiB. */
  output(): string;
  /** Rejects if the command can't be run at all. */
  readonly spawned: Promise<void>;
}

const TAIL_BYTES_MAX = 8 * 1024;
const LOG_BYTES_MAX = 20 * 1000 * 1000;

/**
 * Starts a process that writes to `<home>/logs/<name>.log`; a log that has grown too large is put aside before.
 *
 * It runs in a group of its own: Ctrl-C then reaches only the launcher, which stops things in the right order.
 * It outlives us if we are killed; the pid file is how the next start finds it.
 */
export function startDaemon(options: DaemonOptions): Daemon {
  const logPath = join(options.home, 'logs', `${options.name}.log`);
  if (existsSync(logPath) && statSync(logPath).size > LOG_BYTES_MAX) renameSync(logPath, `${logPath}.1`);
  const log = openSync(logPath, 'a');
  const from = fstatSync(log).size;
  const child = spawn(options.command, [...options.args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: options.env,
    ...options.user,
  });
  closeSync(log);
  if (child.pid !== undefined) recordProcess(options.home, options.name, child.pid);
  const spawned = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  spawned.catch(() => undefined); // whoever awaits it gets the error; nobody may
  child.unref();
  return { child, logPath, spawned, output: () => readTail(logPath, from) };
}

/** @param from where to begin at the earliest, in bytes */
export function readTail(path: string, from = 0): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from, size - TAIL_BYTES_MAX);
    const buffer = Buffer.alloc(Math.max(0, size - start));
    readSync(file, buffer, 0, buffer.length, start);
    return buffer.toString('utf8');
  } finally {
    closeSync(file);
  }
}
