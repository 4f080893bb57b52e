import {
  encodeAlertFacts,
  encodeEvents,
  encodeLogRecords,
  freshSalts,
  type AlertFactRow,
  type EventRow,
  type LogRecordRow,
  type RejectionRow,
} from '#log/codec';
import { leavesIn, merkleRoot } from '#proof';
import type { Tx } from '#store';
import { appendAlertFacts } from './alert-fact-table.js';
import { appendLink } from './chain-table.js';
import { appendEvents } from './event-table.js';
import { appendLogRecords } from './log-record-table.js';
import { appendRejections } from './rejection-table.js';

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
  readonly records?: readonly LogRecordRow[];
}

/**
 * The one way into the log, for what is read from Kafka as for what people do: the rows, each after a salt of its own, what
 * has to be sent of them, and the link of the chain over the root of their leaves. The head of the chain stays locked until
 * the commit, so whoever writes much has a chain of their own.
 * @throws a unique violation (code 23505) when the identity of an event is on file
 */
export async function appendToLog(
  tx: Tx,
  { chain, block, recordedAt, events = [], facts = [], rejections = [], records = [] }: LogEntries,
): Promise<void> {
  // A batch that was refused message by message may be taken up again: what is on record already is no part of this one.
  const refused = await appendRejections(tx, rejections);
  // In this order they are the leaves of the batch.
  const leaves: Buffer[] = [];
  if (events.length > 0) {
    const committed = encodeEvents(events, freshSalts(events.length));
    leaves.push(committed.leaves);
    await appendEvents(tx, committed.rows);
  }
  if (facts.length > 0) {
    const committed = encodeAlertFacts(facts, freshSalts(facts.length));
    leaves.push(committed.leaves);
    await appendAlertFacts(tx, facts, committed.rows);
  }
  leaves.push(refused);
  if (records.length > 0) {
    const committed = encodeLogRecords(records, freshSalts(records.length));
    leaves.push(committed.leaves);
    await appendLogRecords(tx, committed.rows);
  }
  const all = Buffer.concat(leaves);
  if (all.length === 0) return;
  await appendLink(tx, {
    chain,
    block,
    recordedAt,
    events: events.length,
    facts: facts.length,
    rejections: leavesIn(refused),
    records: records.length,
    leaves: all,
    content: merkleRoot(all),
  });
}
