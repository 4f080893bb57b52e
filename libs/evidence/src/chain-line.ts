import { createHash } from 'node:crypto';
import { encodeUnsaltedAlertFacts, encodeUnsaltedEvents, type BatchInTree } from '#log/codec';
import type { LoggedBatch } from '#log';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import { eventRow, factRow } from './logged-row.js';

/** The link that a batch of the log left in its chain. */
export interface ChainLine {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  readonly recordedAt: string;
  /** How many rows the batch holds; a pack holds those of its clients. */
  readonly events: number;
  readonly facts: number;
  readonly rejections: number;
  /** Absent where the batch was recorded before rows had salts. */
  readonly records?: number;
  /**
   * Hex: the root over the leaves of the batch, or SHA-256 over all of it where it was recorded before rows had salts.
   * `hash` is the SHA-256 over `previous` and `content`.
   */
  readonly content: string;
  readonly hash: string;
  readonly previous: string | null;
  /** Which leaf of the log's tree the batch is, and the hashes, hex, that lead from it to the root of the checkpoint. */
  readonly tree?: { readonly index: number; readonly path: readonly string[] };
}

export const chainLine = (batch: LoggedBatch, tree?: ChainLine['tree']): ChainLine => ({
  chain: batch.chain,
  seq: batch.seq,
  block: batch.block,
  recordedAt: batch.recordedAt.toISOString(),
  events: batch.events,
  facts: batch.facts,
  rejections: batch.rejections,
  ...(batch.records === null ? {} : { records: batch.records }),
  content: batch.content.toString('hex'),
  hash: batch.hash.toString('hex'),
  previous: batch.previous?.toString('hex') ?? null,
  ...(tree === undefined ? {} : { tree }),
});

/** Whether a link's hash is that of its content and of the link before it. */
export function isLinked(link: ChainLine): boolean {
  const hash = createHash('sha256')
    .update(Buffer.from(link.previous ?? '', 'hex'))
    .update(Buffer.from(link.content, 'hex'));
  return hash.digest('hex') === link.hash;
}

/**
 * The digest of a whole batch again that was recorded before rows had salts, where the pack holds all of it: no row of
 * anybody else's, and none redacted.
 * @returns `null` where it does not
 */
export function contentAgain(link: ChainLine, events: readonly EventLine[], facts: readonly FactLine[]): string | null {
  if (link.records !== undefined) return null;
  const whole = events.length === link.events && facts.length === link.facts && link.rejections === 0;
  if (!whole || events.some((e) => e.redacted !== undefined || e.erased !== undefined)) return null;
  const content = createHash('sha256');
  if (events.length > 0) content.update(encodeUnsaltedEvents(events.map(eventRow)));
  if (facts.length > 0) content.update(encodeUnsaltedAlertFacts(facts.map(factRow)));
  return content.digest('hex');
}

/** The batch as the tree has it. */
export const batchOf = (link: ChainLine): BatchInTree => ({
  ...link,
  recordedAt: Date.parse(link.recordedAt),
  rejections: link.records === undefined ? null : link.rejections,
  records: link.records ?? null,
  content: Buffer.from(link.content, 'hex'),
});
