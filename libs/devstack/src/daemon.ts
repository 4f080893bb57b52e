import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ENDS_WITH_INPUT } from '#runtime';
import { recordProcess } from './pid-file.js';

export interface DaemonOptions {
  readonly home: string;
  /** Names the pid file and the log. */
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly user?: { readonly uid: number; readonly gid: number };
  /**
   * Whether it is to end when we do, however we end: its standard input is a pipe from us, and it stops in its own orderly
   * way when that is closed (see `onLauncherGone`).
   */
  readonly endsWithUs?: boolean;
}

export interface Daemon {
  readonly child: ChildProcess;
  readonly logPath: string;
  /** What it has written to its log since it was started, at most the last 8 KiB. */
  output(): string;
  /** Rejects if the command can't be run at all. */
  readonly spawned: Promise<void>;
  /** Fulfilled when it is gone, with the signal or exit code that ended it, in words. */
  readonly ended: Promise<string>;
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
    stdio: [options.endsWithUs === true ? 'pipe' : 'ignore', log, log],
    env: options.endsWithUs === true ? { ...options.env, [ENDS_WITH_INPUT]: 'true' } : options.env,
    ...options.user,
  });
  closeSync(log);
  if (child.pid !== undefined) recordProcess(options.home, options.name, child.pid);
  const spawned = new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  spawned.catch(() => undefined); // whoever awaits it gets the error; nobody may
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `exit code ${code ?? 'unknown'}`));
    child.once('error', (error) => resolve(error.message));
  });
  // Neither the child nor the pipe to it keeps us alive; that the child closed its end is no error of ours.
  child.stdin?.on('error', () => undefined);
  if (child.stdin !== null && 'unref' in child.stdin) (child.stdin as unknown as { unref(): void }).unref();
  child.unref();
  return { child, logPath, spawned, ended, output: () => readTail(logPath, from) };
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
