import { setTimeout as sleep } from 'node:timers/promises';
import { forgetProcess, recordedProcess, startDaemon, stopProcess, type Daemon, type Reporter } from '#devstack';
import type { App } from './apps.js';
import { afterCrash } from './crash-policy.js';
import { awaitRoom, isFull } from './room.js';
import type { SupervisedParts } from './supervise-parts.js';

export interface AppOptions {
  readonly app: App;
  readonly home: string;
  readonly env: NodeJS.ProcessEnv;
  readonly print: Reporter;
  /** What the apps stand on: a crash while that is broken is none of the app's, and nothing starts before it is whole. */
  readonly ground: Pick<SupervisedParts, 'whole' | 'becomeWhole'>;
}

/** An app that is kept running until it is stopped or has crashed too often. */
export interface SupervisedApp {
  readonly app: App;
  readonly logPath: string;
  /** Fulfilled, with a sentence, when it isn't started any more; never if it is stopped. */
  readonly givenUp: Promise<string>;
  stop(): Promise<void>;
}

const STOP_MS_MAX = 15_000;

export function superviseApp(options: AppOptions): SupervisedApp {
  const { app, home, print, ground } = options;
  const { name } = app;
  const stopping = new AbortController();
  let crashedAt: number[] = [];
  let daemon = start(options);

  const watch = async (): Promise<string> => {
    for (;;) {
      const ended = await daemon.ended;
      if (stopping.signal.aborted) return never();
      if (!ground.whole() || isFull(home)) {
        print.warn(
          `The ${name} ended with ${ended}, for want of a part or of room; it is started again when that is back.`,
        );
        crashedAt = [];
        await ground.becomeWhole();
        await awaitRoom(home, print, stopping.signal);
      }
      crashedAt.push(performance.now());
      const next = afterCrash(crashedAt);
      const words = lastWords(daemon);
      if (next.action === 'give-up') {
        return `The ${name} ended ${crashedAt.length} times, lately with ${ended}, and is not started again. ${words}`;
      }
      print.warn(`The ${name} ended with ${ended}; it is started again in ${next.delayMs / 1000} s. ${words}`);
      await sleep(next.delayMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return never();
      daemon = start(options);
    }
  };

  return {
    app,
    logPath: daemon.logPath,
    givenUp: watch(),
    stop: async () => {
      stopping.abort();
      await stopRecordedApp(home, name, print);
    },
  };
}

/** SIGTERM, so that it finishes its batch; SIGKILL if it doesn't come to an end. */
export async function stopRecordedApp(home: string, name: string, print: Reporter): Promise<void> {
  const app = recordedProcess(home, name);
  if (app !== undefined) {
    const took = await stopProcess(app, [
      { signal: 'SIGTERM', waitMs: STOP_MS_MAX },
      { signal: 'SIGKILL', waitMs: 5_000 },
    ]);
    if (took === 'SIGKILL') {
      print.warn(`The ${name} (process ${app.pid}) didn't stop within ${STOP_MS_MAX / 1000} s and was killed.`);
    }
  }
  forgetProcess(home, name);
}

function start({ app, home, env }: AppOptions): Daemon {
  const args = ['--enable-source-maps', ...app.nodeArgs, app.script];
  return startDaemon({ home, name: app.name, command: process.execPath, args, env, endsWithUs: true });
}

function lastWords(daemon: Daemon): string {
  const said = errorIn(daemon.output());
  return `Its log is ${daemon.logPath}${said === undefined ? '.' : `:\n    ${said}`}`;
}

/** The line that names the error: a stack trace ends with lines that nobody can use. */
function errorIn(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return lines.findLast((line) => /^\w*Error\b|"level":"(error|fatal)"/.test(line)) ?? lines.at(-1);
}

function never<T>(): Promise<T> {
  return new Promise<T>(() => undefined);
}
