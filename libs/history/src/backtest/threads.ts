import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { checkout } from '#runtime';
import type { Sql } from '#store';
import type { JudgedChunk, Terms } from './chunk.js';

/** Where threads read, and how many there are. */
export interface Threads {
  readonly databaseUrl: string;
  readonly count: number;
}

/** What a thread is given when it starts. */
export interface ThreadStart extends Omit<Terms, 'policy'> {
  readonly databaseUrl: string;
  /** Of the transaction that asked, so that all threads see the same picture. */
  readonly snapshot: string;
  /** The text of the rules. */
  readonly rules: string;
}

const SCRIPT = join(checkout, 'dist', 'libs', 'history', 'src', 'backtest', 'thread.js');
/** While a thread judges one chunk it reads the next. */
const AHEAD = 2;

/** Judges chunks in threads, each on a connection of its own; yields what came of them in their order. */
export async function* judgeInThreads(
  sql: Sql,
  chunks: readonly (readonly string[])[],
  { policy, from, to, databaseUrl, count }: Terms & Threads,
): AsyncGenerator<JudgedChunk> {
  const [row] = await sql.query<{ snapshot: string }>('SELECT pg_export_snapshot() AS snapshot');
  if (row === undefined) throw new Error('The database gave no snapshot.');
  const start = { databaseUrl, snapshot: row.snapshot, rules: JSON.stringify(policy.packs), from, to };
  const threads = Array.from({ length: Math.min(count, chunks.length) }, () => new Thread(start));
  try {
    const underWay: Promise<JudgedChunk>[] = [];
    const ask = (i: number): void => {
      const ids = chunks[i];
      const thread = threads[i % threads.length];
      if (ids !== undefined && thread !== undefined) underWay.push(thread.judge(ids));
    };
    for (let i = 0; i < AHEAD * threads.length; i += 1) ask(i);
    for (let i = AHEAD * threads.length; underWay.length > 0; i += 1) {
      const judged = await underWay.shift();
      ask(i);
      if (judged !== undefined) yield judged;
    }
  } finally {
    await Promise.all(threads.map((thread) => thread.end()));
  }
}

interface Asked {
  readonly resolve: (judged: JudgedChunk) => void;
  readonly reject: (error: unknown) => void;
}

/** One thread; it answers in the order in which it was asked. */
class Thread {
  private readonly worker: Worker;
  private readonly asked: Asked[] = [];
  private failure: unknown;

  constructor(start: ThreadStart) {
    this.worker = new Worker(SCRIPT, { workerData: start });
    this.worker.on('message', (judged: JudgedChunk) => this.asked.shift()?.resolve(judged));
    this.worker.on('error', (error) => this.fail(error));
    this.worker.on('exit', () => this.fail(new Error('A thread that judges the past has ended.')));
  }

  judge(ids: readonly string[]): Promise<JudgedChunk> {
    const judged = new Promise<JudgedChunk>((resolve, reject) => {
      if (this.failure !== undefined) reject(this.failure as Error);
      else this.asked.push({ resolve, reject });
    });
    // Told to whoever waits for it; until somebody does, it must not end the process.
    judged.catch(() => undefined);
    this.worker.postMessage(ids);
    return judged;
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(error: unknown): void {
    this.failure ??= error;
    for (const { reject } of this.asked.splice(0)) reject(this.failure);
  }
}
