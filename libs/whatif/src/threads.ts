import { Worker } from 'node:worker_threads';
import { shareSnapshot, type Sql } from '#store';

/** Where threads read, and how many there are. */
export interface Threads {
  readonly databaseUrl: string;
  readonly count: number;
}

/** What every thread is given when it starts, besides its own. */
export interface ThreadStart {
  readonly databaseUrl: string;
  /** Of the transaction that asked, so that all threads see the same snapshot. */
  readonly snapshot: string;
  /** The text of the rules. */
  readonly rules: string;
}

/** What a chunk makes is garbage when it is answered; with more room for young objects less of it is moved before that. */
const YOUNG_MB = 96;

/** While a thread works on one chunk it reads the next. */
const AHEAD = 2;

/**
 * Hands chunks of ids to threads, each on a connection of its own; yields what they answer in the order of the chunks.
 * @param sql in the transaction whose snapshot the threads see
 */
export async function* inThreads<T, S extends ThreadStart>(
  sql: Sql,
  script: string,
  chunks: readonly (readonly string[])[],
  count: number,
  start: Omit<S, 'snapshot'>,
): AsyncGenerator<T> {
  const given = { ...start, snapshot: await shareSnapshot(sql) };
  const threads = Array.from({ length: Math.min(count, chunks.length) }, () => new Thread<T>(script, given));
  try {
    const underWay: Promise<T>[] = [];
    const ask = (i: number): void => {
      const ids = chunks[i];
      const thread = threads[i % threads.length];
      if (ids !== undefined && thread !== undefined) underWay.push(thread.ask(ids));
    };
    for (let i = 0; i < AHEAD * threads.length; i += 1) ask(i);
    for (let i = AHEAD * threads.length; underWay.length > 0; i += 1) {
      const answer = await underWay.shift();
      ask(i);
      if (answer !== undefined) yield answer;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

interface Asked<T> {
  readonly resolve: (answer: T) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread; it answers in the order in which it was asked. */
class Thread<T> {
  private readonly worker: Worker;
  private readonly asked: Asked<T>[] = [];
  private failure: unknown;

  constructor(script: string, start: object) {
    const resourceLimits = { maxYoungGenerationSizeMb: YOUNG_MB };
    this.worker = new Worker(script, { workerData: start, resourceLimits });
    this.worker.on('message', (answer: T) => this.asked.shift()?.resolve(answer));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('A thread that judges the past has ended.')));
  }

  ask(ids: readonly string[]): Promise<T> {
    const answer = new Promise<T>((resolve, reject) => {
      if (this.failure !== undefined) reject(this.failure as Error);
      else this.asked.push({ resolve, reject });
    });
    // Told to whoever waits for it; until somebody does, it must not end the process.
    answer.catch(() => undefined);
    this.worker.postMessage(ids);
    return answer;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    for (const { reject } of this.asked.splice(0)) reject(this.failure);
  }
}
