import { leafHash } from '#proof';

/** What of a batch stands in the tree of the whole log. */
export interface BatchInTree {
  readonly chain: string;
  readonly seq: number;
  readonly block: number;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  readonly events: number;
  readonly facts: number;
  /** `null` where the batch was recorded before rows had salts. */
  readonly rejections: number | null;
  readonly records: number | null;
  /** The root over the leaves of its rows; before rows had salts, SHA-256 over all that it held. */
  readonly content: Buffer;
}

/** The data of its leaf: text, line by line, that anybody can put together again. */
export function batchText(batch: BatchInTree): string {
  const { chain, seq, block, recordedAt, events, facts, rejections, records, content } = batch;
  const lines = [
    `chain ${encodeURIComponent(chain)} ${seq}`,
    `block ${block}`,
    `recorded ${new Date(recordedAt).toISOString()}`,
    `rows ${[events, facts, rejections ?? '-', records ?? '-'].join(' ')}`,
    content.toString('hex'),
  ];
  return `scopewatch/batch/v${records === null ? 1 : 2}\n${lines.join('\n')}\n`;
}

export const batchLeaf = (batch: BatchInTree): Buffer => leafHash(Buffer.from(batchText(batch)));
