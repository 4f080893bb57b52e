import { join } from 'node:path';
import { inThreads, type ThreadStart } from '#whatif';
import type { Recorded } from '#domain';
import { checkout } from '#runtime';
import type { Sql } from '#store';
import { readClients } from './clients-on-file.js';
import { judgedBy, type JudgedBy } from './judged-by.js';
import { judgeClients, type JudgedClients } from './judged-clients.js';
import type { SharedBook } from './shared-book.js';
import type { Source } from './source.js';

const I3 = 'I3 scope, verdicts and alerts equal the judge run from scratch over the log';
const I6 = 'I6 the result depends on no order of arrival and on no batching';
const CHUNK = 200;
const SCRIPT = join(checkout, 'dist', 'apps', 'cli', 'src', 'verify', 'judging-thread.js');

/**
 * Judges every client again, from the events alone, and compares with what is in the tables: in threads, where there are
 * any, beside whatever else is read meanwhile.
 * @param signal aborted when nobody waits for it any more
 * @returns what says that it was done
 */
export async function judgedFromScratch(
  source: Source,
  shared: readonly Recorded[],
  signal: AbortSignal,
): Promise<() => void> {
  const { sql, report } = source;
  const by = await judgedBy(sql, shared, source.policy);
  const survivors = await survivorsIn(sql, by.book);
  const chunks = Array.from({ length: Math.ceil(survivors.length / CHUNK) }, (_, i) =>
    survivors.slice(i * CHUNK, (i + 1) * CHUNK),
  );
  const counts = { clients: 0, facts: 0, verdicts: 0, alerts: 0, shuffled: 0, waiting: 0 };
  const progress = source.progress('Judging again', 'clients', survivors.length);
  for await (const judged of judgedChunks(source, by, chunks)) {
    signal.throwIfAborted();
    for (const { invariant, violation } of judged.violations) await report.violation(invariant, violation);
    counts.clients += judged.clients;
    counts.facts += judged.facts;
    counts.verdicts += judged.verdicts;
    counts.alerts += judged.alerts;
    counts.shuffled += judged.shuffled;
    counts.waiting += judged.waiting;
    progress.add(judged.clients);
  }
  progress.done();
  await findStrangers(source, new Set([...survivors, ...source.erased.pseudonyms]));
  return () => {
    report.invariant(
      I3,
      `${counts.clients} clients, ${counts.facts} facts of theirs, ${counts.verdicts} verdicts, ${counts.alerts} alerts, ` +
        `each column of their rows${waiting(counts.waiting)}`,
    );
    report.invariant(I6, `${counts.shuffled} clients judged in other orders and batches`);
  };
}

const waiting = (clients: number): string =>
  clients === 0
    ? ''
    : `; a change of what all share may still reach ${clients} of them, who were held against what was before it`;

async function* judgedChunks(
  { sql, policy, threads }: Source,
  by: JudgedBy,
  chunks: readonly (readonly string[])[],
): AsyncGenerator<JudgedClients> {
  // Threads take their time to start.
  if (threads !== null && chunks.length > 1) {
    const { databaseUrl, count } = threads;
    const start = { databaseUrl, rules: JSON.stringify(policy.packs) };
    return yield* inThreads<JudgedClients, ThreadStart>(sql, SCRIPT, chunks, count, start);
  }
  for (const chunk of chunks) yield judgeClients(chunk, await readClients(sql, chunk, by.book), by);
}

/** The clients that stand for all of whom the log tells, sorted. */
async function survivorsIn(sql: Sql, { clientMerges, named }: SharedBook): Promise<string[]> {
  const ids = new Set(named);
  for (const { id } of await sql.query<{ id: string }>(
    'SELECT DISTINCT client_id AS id FROM event WHERE client_id IS NOT NULL AND NOT shared',
  )) {
    ids.add(id);
  }
  return [...new Set([...ids].map((id) => clientMerges.survivorOf(id)))].sort();
}

/** Rows of clients, and alerts that stand, of whom the log knows nothing. */
async function findStrangers({ sql, report }: Source, known: ReadonlySet<string>): Promise<void> {
  for (const { id } of await sql.query<{ id: string }>('SELECT client_id AS id FROM client')) {
    if (known.has(id)) continue;
    await report.violation('I3', {
      kind: 'UNKNOWN_CLIENT',
      table: 'client',
      row: { client_id: id },
      column: 'client_id',
    });
  }
  for (const { id } of await sql.query<{ id: string }>('SELECT DISTINCT survivor_id AS id FROM alert WHERE active')) {
    if (known.has(id)) continue;
    await report.violation('I3', {
      kind: 'UNKNOWN_CLIENT',
      table: 'alert',
      row: { survivor_id: id },
      column: 'survivor_id',
    });
  }
}
