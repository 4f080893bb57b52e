import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Endpoints } from '#runtime';
import { freePort, isRunning, recordedNames, recordedProcess } from '#devstack';
import { DEADLINE_MS } from './deadline';
import { until } from './until';

/** `npm start`, as a person at a keyboard has it, on a home and ports of its own. */
export class Started {
  private said = '';
  private answered = '';
  private readonly ended: Promise<unknown>;

  private constructor(
    readonly npm: ChildProcess,
    readonly home: string,
  ) {
    npm.stdout?.setEncoding('utf8').on('data', (text: string) => (this.answered += text));
    npm.stderr?.setEncoding('utf8').on('data', (text: string) => (this.said += text));
    this.ended = once(npm, 'exit');
  }

  /** @returns when it says that it is ready */
  static async start(home: string, ...args: string[]): Promise<Started> {
    const ports = await Promise.all([freePort(), freePort(), freePort()]);
    const { DATABASE_URL: _database, KAFKA_BROKERS: _brokers, ...env } = process.env;
    const npm = spawn('npm', ['start', '--silent', '--', ...args], {
      cwd: checkout,
      env: {
        ...env,
        SCOPEWATCH_HOME: home,
        SCOPEWATCH_PARTS: 'embedded',
        SCOPEWATCH_PORT: String(ports[0]),
        SCOPEWATCH_MONITOR_PORT: String(ports[1]),
        SCOPEWATCH_NOTIFIER_PORT: String(ports[2]),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new Started(npm, home);
    const isReady = () => {
      if (npm.exitCode !== null) throw new Error(`npm start ended with ${npm.exitCode}:\n${started.said}`);
      return Promise.resolve(/^ready /m.test(started.answered));
    };
    try {
      await until('it is ready', isReady, { withinMs: 2 * DEADLINE_MS });
    } catch (error) {
      // Nobody else would end it.
      await started.end('SIGTERM');
      throw error;
    }
    return started;
  }

  get endpoints(): Endpoints {
    return JSON.parse(readFileSync(join(this.home, 'endpoints.json'), 'utf8')) as Endpoints;
  }

  /** The process that holds the home: what npm runs. */
  get launcher(): number {
    return (JSON.parse(readFileSync(join(this.home, 'lock'), 'utf8')) as { pid: number }).pid;
  }

  /** The processes that run on behalf of the home now, by name. */
  running(): string[] {
    return recordedNames(this.home).filter((name) => {
      const recorded = recordedProcess(this.home, name);
      return recorded !== undefined && isRunning(recorded);
    });
  }

  /** Kills one of them, as a power cut or the kernel would. */
  kill(name: string): void {
    const recorded = recordedProcess(this.home, name);
    if (recorded === undefined) throw new Error(`No ${name} runs for ${this.home}.`);
    process.kill(recorded.pid, 'SIGKILL');
  }

  /** @returns when it has said so on standard error */
  async says(words: RegExp): Promise<void> {
    await until(`it says ${String(words)}`, () => Promise.resolve(words.test(this.said))).catch((error: unknown) => {
      throw new Error(`${String(error)} It said:\n${this.said.slice(-3_000)}`);
    });
  }

  /** Sends a signal to npm, and waits for its end. */
  async end(signal: 'SIGTERM' | 'SIGINT'): Promise<void> {
    this.npm.kill(signal);
    await this.ended;
  }
}
