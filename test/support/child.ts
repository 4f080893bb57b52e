import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { checkout, ENDS_WITH_INPUT } from '#runtime';

const OUTPUT_CHARS_MAX = 200_000;

/** What a process that has ended leaves. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A Node process of ours, with the end of what it said. */
export class Child {
  private readonly said = { stdout: '', stderr: '' };
  private readonly ended: Promise<unknown>;
  private expected = false;

  private constructor(private readonly child: ChildProcess) {
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        this.said[stream] = (this.said[stream] + text).slice(-OUTPUT_CHARS_MAX);
      });
    }
    this.ended = once(child, 'close');
  }

  /** @param args as of `node`, with paths from the checkout */
  static start(args: readonly string[], env: Readonly<Record<string, string | undefined>>): Child {
    const child = spawn(process.execPath, [...args], {
      cwd: checkout,
      // Whatever becomes of the test that started it, it ends with that.
      env: { ...process.env, [ENDS_WITH_INPUT]: 'true', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    return new Child(child);
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** @throws when it has ended though nobody asked it to, with its last words */
  requireRunning(): void {
    if (this.running || this.expected) return;
    throw new Error(`${this.child.spawnargs.join(' ')} ended by itself:\n${this.lastWords()}`);
  }

  lastWords(): string {
    return `${this.said.stdout}${this.said.stderr}`.slice(-4_000);
  }

  /** Has it stand still in the middle of whatever it does, or go on. */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.child.kill(signal);
  }

  /** @returns when it is gone */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.expected = true;
    this.child.kill(signal);
    await this.ended;
  }

  async result(): Promise<Ended> {
    this.expected = true;
    await this.ended;
    return { code: this.child.exitCode, ...this.said };
  }
}

/** Runs `scopewatch` to its end. */
export const scopewatch = (
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Ended> => Child.start(scopewatchArgs(args), env).result();

/** As of `node`. */
export const scopewatchArgs = (args: readonly string[]): string[] => ['dist/apps/cli/src/main.js', ...args];
