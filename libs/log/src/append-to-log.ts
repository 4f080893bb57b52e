import { createHash } from 'node:crypto';
import { encodeAlertFacts, encodeEvents, type AlertFactRow, type EventRow } from '#log/codec';
import type { Tx } from '#store';
import { appendAlertFacts } from './alert-fact-table.js';
import { appendLink } from './chain-table.js';
import { appendEvents } from './event-table.js';
import { appendRejections, type RejectionRow } from './rejection-table.js';

/** What one transaction appends, at positions of one block. */
export interface LogEntries {
  /** The chain that the batch is linked into. */
  readonly chain: string;
  readonly block: number;
  /** Milliseconds since 1970, by the clock of the database. */
  readonly recordedAt: number;
  readonly events?: readonly EventRow[];
  readonly facts?: readonly AlertFactRow[];
  readonly rejections?: readonly RejectionRow[];
}

/**
 * The one way into the log, for what is read from Kafka as for what people do: the rows, what has to be sent of them, and
 * the link of the chain over all of it. The head of the chain stays locked until the commit, so whoever writes much has a chain
 * of their own.
 * @throws a unique violation (code 23505) when the identity of an event is on file
 */
export async function appendToLog(
  tx: Tx,
  { chain, block, recordedAt, events = [], facts = [], rejections = [] }: LogEntries,
): Promise<void> {
  // A batch that was refused message by message may be taken up again: what is on record already is no part of this one.
  const added = await appendRejections(tx, rejections);
  if (events.length + facts.length + added.length === 0) return;
  const content = createHash('sha256');
  if (events.length > 0) {
    const encoded = encodeEvents(events);
    content.update(encoded);
    await appendEvents(tx, encoded);
  }
  if (facts.length > 0) {
    const encoded = encodeAlertFacts(facts);
    content.update(encoded);
    await appendAlertFacts(tx, facts, encoded);
  }
  for (const r of added) content.update(`${r.rejectionId}\0${r.reason}\0`).update(r.value ?? '');
  await appendLink(tx, {
    chain,
    block,
    recordedAt,
    events: events.length,
    facts: facts.length,
    content: content.digest(),
  });
}
