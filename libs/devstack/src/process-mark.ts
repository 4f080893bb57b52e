import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * A process, safe against its number being given to another one: `mark` tells when the process began. A pid alone, read
 * from a file that a killed run left behind, may by now belong to anybody.
 */
export interface MarkedProcess {
  readonly pid: number;
  readonly mark: string;
}

export interface StopStep {
  readonly signal: NodeJS.Signals;
  readonly waitMs: number;
}

const POLL_MS = 30;

/** @returns `undefined` if no such process runs; a zombie doesn't */
export function processMark(pid: number): string | undefined {
  return process.platform === 'linux' ? markFromProc(pid) : markFromPs(pid);
}

export function markProcess(pid: number): MarkedProcess | undefined {
  const mark = processMark(pid);
  return mark === undefined ? undefined : { pid, mark };
}

export function isRunning({ pid, mark }: MarkedProcess): boolean {
  return processMark(pid) === mark;
}

/**
 * Sends one signal after the other until the process is gone.
 *
 * @returns the signal that it took, `null` if it wasn't running, `undefined` if it outlived them all
 */
export async function stopProcess(
  target: MarkedProcess,
  steps: readonly StopStep[],
): Promise<NodeJS.Signals | null | undefined> {
  if (!isRunning(target)) return null;
  for (const { signal, waitMs } of steps) {
    sendSignal(target.pid, signal);
    const giveUpAt = performance.now() + waitMs;
    while (performance.now() < giveUpAt) {
      if (!isRunning(target)) return signal;
      await sleep(POLL_MS);
    }
  }
  return isRunning(target) ? undefined : (steps.at(-1)?.signal ?? null);
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function markFromProc(pid: number): string | undefined {
  const stat = readOrUndefined(`/proc/${pid}/stat`);
  if (stat === undefined) return undefined;
  // The second field is the command in brackets and may hold anything, so fields are counted from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  const startedAt = fields[19];
  if (state === 'Z' || state === 'X' || startedAt === undefined) return undefined;
  return `${readOrUndefined('/proc/sys/kernel/random/boot_id')?.trim() ?? 'boot'}:${startedAt}`;
}

function markFromPs(pid: number): string | undefined {
  try {
    const shown = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
    const [state, ...startedAt] = shown.split(/\s+/);
    return state === undefined || state.startsWith('Z') || startedAt.length === 0 ? undefined : startedAt.join(' ');
  } catch {
    return undefined; // ps ends with 1 where there is no such process
  }
}

function readOrUndefined(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
