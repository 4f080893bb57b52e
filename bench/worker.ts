import { spawn, type ChildProcess } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { createInterface } from 'node:readline';
import { checkout } from '#runtime';

const LAST_LINES = 40;
const running = new Set<ChildProcess>();

/** A process of its own for what is measured, so that nothing else takes its thread. */
export class Worker {
  private readonly lines = new EventEmitter<{ line: [string] }>();
  private lastLines: string[] = [];
  private readonly ended: Promise<unknown>;
  private expected = false;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null)
        createInterface({ input: stream, crlfDelay: Infinity }).on('line', (line) => this.note(line));
    }
    this.ended = once(child, 'close').finally(() => running.delete(child));
  }

  /** @param script from `dist` */
  static start(
    script: string,
    env: Readonly<Record<string, string>>,
    nodeArgs: readonly string[] = [],
    args: readonly string[] = [],
  ): Worker {
    return Worker.run(process.execPath, [...nodeArgs, `dist/${script}`, ...args], env);
  }

  /** @param command any program, from the top of the checkout */
  static run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Worker {
    const child = spawn(command, [...args], {
      cwd: checkout,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    return new Worker(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** @throws when it has ended though nobody asked it to, with its last words */
  requireRunning(): void {
    if (this.expected || (this.child.exitCode === null && this.child.signalCode === null)) return;
    throw new Error(`${this.child.spawnargs.join(' ')} ended by itself.\n${this.lastLines.join('\n')}`);
  }

  /** @returns what `read` makes of the first line, on either stream, of which it makes something */
  async hear<T>(read: (line: string) => T | undefined): Promise<T> {
    const heard = new Promise<T>((resolve, reject) => {
      this.lines.on('line', (line) => {
        try {
          const value = read(line);
          if (value !== undefined) resolve(value);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
    const silent = this.ended.then(() => {
      throw new Error(`${this.child.spawnargs.join(' ')} ended without a result.\n${this.lastLines.join('\n')}`);
    });
    return Promise.race([heard, silent]);
  }

  /** Once it has ended by itself: its exit code and its last lines. */
  async result(): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
    this.expected = true;
    await this.ended;
    return { code: this.child.exitCode, lines: this.lastLines };
  }

  async end(): Promise<void> {
    this.expected = true;
    this.child.kill('SIGTERM');
    await this.ended;
  }

  private note(line: string): void {
    this.lastLines = [...this.lastLines.slice(1 - LAST_LINES), line];
    this.lines.emit('line', line);
  }
}

/** For Ctrl-C: nothing of what the processes hold is worth an orderly end. */
export function killWorkers(): void {
  for (const child of running) child.kill('SIGKILL');
}
