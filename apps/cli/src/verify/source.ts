import type { FoundTopic, PartitionOffsets, RawRecord } from '#kafka';
import type { Policy } from '#domain';
import type { NoteVerifier } from '#proof';
import type { Topics } from '#runtime';
import type { Threads } from '#whatif';
import type { Sql } from '#store';
import type { Erased } from './erased.js';
import type { Restores } from './restores.js';
import type { Report } from './report.js';

/** The topics, as this checker reads them. */
export interface TopicReader {
  /** All that a topic holds now, ascending within a partition. */
  read(topic: string): AsyncIterable<readonly RawRecord[]>;
  /** The partitions with their first offset and the next one to come; `null` where there is no such topic. */
  bounds(topic: string): Promise<readonly PartitionOffsets[] | null>;
  /** Which topic it is that answers to the name now; `undefined` where none does. */
  identity(topic: string): Promise<FoundTopic | undefined>;
}

/** What a check works with: one snapshot of the database, the topics, and where to say what it finds. */
export interface Source extends Parts {
  /** By the packs on record, put together again. */
  readonly policy: Policy;
  /** What erasures have changed. */
  readonly erased: Erased;
  /** Restores that are on record. */
  readonly restores: Restores;
}

export interface Parts {
  readonly sql: Sql;
  readonly kafka: TopicReader;
  readonly topics: Topics;
  readonly report: Report;
  /** Of whoever signs the heads of the log, from outside of the database. */
  readonly keys: readonly NoteVerifier[];
  /** What judges again beside the reading of the log; `null`: nothing does, as where others could not see what we see. */
  readonly threads: Threads | null;
  /** Tells whoever waits how far long work has come. */
  readonly progress: Progress;
}

/** Begins to tell of one piece of work. @returns what is called with how much more is done */
export type Progress = (label: string, unit: string, total: number) => { add(count: number): void; done(): void };

/** What is recorded is committed within this time. */
export const COMMITS_WITHIN_MS = 60_000;

/** What was recorded before (ms since 1970) had been committed when the snapshot was taken. */
export async function committedBy({ sql }: Pick<Source, 'sql'>): Promise<number> {
  const [row] = await sql.query<{ now: number }>('SELECT (extract(epoch FROM now()) * 1000)::float8 AS now');
  return (row?.now ?? 0) - COMMITS_WITHIN_MS;
}
