import type { Policy } from '#domain';
import type { Known } from '#log';
import type { Sql } from '#store';
import { factsOf, readShared, survivorsOf } from './book.js';
import { yieldingToOthers, judgeClient, type JudgedClient } from '#judging';

/** What long work is given: how to be stopped, and whom to tell how far it has come. */
export interface LongWork {
  readonly signal?: AbortSignal | undefined;
  /** Called with how many more clients are done, and once at the start with their number. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

export interface BookOptions extends LongWork {
  readonly policy: Policy;
  /** Only what was recorded by then (ms since 1970) counts, of what all clients share too. */
  readonly knownOn?: number | undefined;
  /** These clients alone, by any of their ids; by default all. */
  readonly clientIds?: readonly string[] | undefined;
}

/** Clients whose timelines are in memory at once. */
const CHUNK = 500;

/**
 * Judges the whole book, or some clients of it, from the log. In chunks, in the order of their ids, so that memory is
 * bounded by what all clients share and one chunk of timelines.
 */
export async function* judgedBook(sql: Sql, options: BookOptions): AsyncGenerator<JudgedClient[]> {
  const known: Known = { recordedBy: options.knownOn };
  const shared = await readShared(sql, known);
  const survivors =
    options.clientIds === undefined
      ? await survivorsOf(sql, shared, known)
      : [...new Set(options.clientIds.map((id) => shared.clientMerges.survivorOf(id)))].sort();
  const yieldToOthers = yieldingToOthers();
  options.onProgress?.(0, survivors.length);
  for (let i = 0; i < survivors.length; i += CHUNK) {
    options.signal?.throwIfAborted();
    const chunk = survivors.slice(i, i + CHUNK);
    const facts = await factsOf(sql, shared, chunk, known);
    const judged: JudgedClient[] = [];
    for (const clientId of chunk) {
      judged.push(judgeClient(clientId, facts.get(clientId) ?? [], shared, options.policy));
      await yieldToOthers();
    }
    yield judged;
    options.onProgress?.(chunk.length, survivors.length);
  }
}
