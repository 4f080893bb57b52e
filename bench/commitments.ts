import { createHash } from 'node:crypto';
import { encodeEvents, encodeUnsaltedEvents, freshSalts } from '#log/codec';
import { merkleRoot } from '#proof';
import { BATCH as ROWS, rowOf } from './event-row.js';
import { acts } from './workload.js';

const TURNS = 20;

/** What committing to a row costs beside digesting its batch as a whole, in µs of the thread that records. */
export interface Commitments {
  /** Salt, leaf, and its share of the batch's root. */
  readonly committedUs: number;
  /** The same rows without salts, under one digest. */
  readonly digestedUs: number;
}

/** In turns, so that what else the machine does meets both alike. */
export function measureCommitments(): Commitments {
  const rows = [...acts({ events: ROWS, clients: 1_000, alerting: 2, traffic: 'uniform' })].map(rowOf);
  const committed: number[] = [];
  const digested: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    committed.push(usFor(() => merkleRoot(encodeEvents(rows, freshSalts(rows.length)).leaves)));
    digested.push(usFor(() => createHash('sha256').update(encodeUnsaltedEvents(rows)).digest()));
  }
  return { committedUs: middle(committed), digestedUs: middle(digested) };
}

function usFor(work: () => unknown): number {
  const startedAt = performance.now();
  work();
  return ((performance.now() - startedAt) * 1000) / ROWS;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
