import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { markProcess, type MarkedProcess } from './process-mark.js';

/**
 * Who runs on behalf of a home, in `<home>/run/<name>.pid`: what the next start goes by after this one was killed.
 * Written synchronously, right after the spawn, so that no process exists unrecorded for longer than need be.
 */
export function recordProcess(home: string, name: string, pid: number): void {
  const marked = markProcess(pid);
  if (marked === undefined) return; // already gone again
  mkdirSync(folder(home), { recursive: true });
  writeFileSync(file(home, name), `${JSON.stringify(marked)}\n`);
}

export function recordedProcess(home: string, name: string): MarkedProcess | undefined {
  try {
    const { pid, mark } = JSON.parse(readFileSync(file(home, name), 'utf8')) as Partial<MarkedProcess>;
    return typeof pid === 'number' && typeof mark === 'string' ? { pid, mark } : undefined;
  } catch {
    return undefined; // absent, or cut short by a kill in the middle of writing
  }
}

export function forgetProcess(home: string, name: string): void {
  rmSync(file(home, name), { force: true });
}

export function recordedNames(home: string): string[] {
  try {
    return readdirSync(folder(home))
      .filter((name) => name.endsWith('.pid'))
      .map((name) => name.slice(0, -'.pid'.length));
  } catch {
    return [];
  }
}

function folder(home: string): string {
  return join(home, 'run');
}

function file(home: string, name: string): string {
  return join(folder(home), `${name}.pid`);
}
