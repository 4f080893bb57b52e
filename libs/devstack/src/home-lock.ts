import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Reporter } from './reporter.js';
import { PartsError } from './parts-error.js';
import { isRunning, markProcess, type MarkedProcess } from './process-mark.js';

/** Held by the one process that may run parts on a home. */
export interface HomeLock {
  release(): void;
}

const ATTEMPTS = 20;

/**
 * Takes the lock, a dead process's too, and says so then.
 *
 * @throws PartsError if a living process holds it
 */
export async function lockHome(home: string, log: Reporter): Promise<HomeLock> {
  const path = join(home, 'lock');
  const self = JSON.stringify(markProcess(process.pid));
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (createFile(path, self)) return { release: () => release(path, self) };
    const text = readFileOrEmpty(path);
    const holder = parseHolder(text);
    if (holder !== undefined && isRunning(holder)) throw new PartsError(alreadyRunning(home, holder.pid));
    // Half a lock may be one that is being written just now: it gets the time to become whole.
    if (holder === undefined && attempt < ATTEMPTS / 2) {
      await sleep(20);
      continue;
    }
    if (readFileOrEmpty(path) !== text) continue; // somebody else was quicker
    log.warn(`Taking over the lock of a run${holder === undefined ? '' : ` (process ${holder.pid})`} that was killed.`);
    rmSync(path, { force: true });
  }
  throw new PartsError(`The lock ${path} can't be taken. Delete that file if no scopewatch runs with this home.`);
}

/** The process that holds the lock of `home` and is alive. */
export function lockHolder(home: string): MarkedProcess | undefined {
  const holder = parseHolder(readFileOrEmpty(join(home, 'lock')));
  return holder !== undefined && isRunning(holder) ? holder : undefined;
}

function alreadyRunning(home: string, pid: number): string {
  return (
    `Another scopewatch (process ${pid}) already runs with the home ${home}. ` +
    'Stop it with Ctrl-C there, or start this one with another SCOPEWATCH_HOME and other ports.'
  );
}

function release(path: string, self: string): void {
  if (readFileOrEmpty(path) === self) rmSync(path, { force: true });
}

function createFile(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function readFileOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function parseHolder(text: string): MarkedProcess | undefined {
  try {
    const { pid, mark } = JSON.parse(text) as Partial<MarkedProcess>;
    return typeof pid === 'number' && typeof mark === 'string' ? { pid, mark } : undefined;
  } catch {
    return undefined;
  }
}
