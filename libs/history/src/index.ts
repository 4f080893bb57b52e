export * from './parity/alert-differences.js';
export * from './parity/alerts-on-record.js';
export * from './parity/compare-with-record.js';
export type { JudgedChunk } from './parity/chunk.js';
export { isWithin, type Range } from './parity/ranges.js';
export * from './book.js';
export * from './book-as-of.js';
export * from './book-counts.js';
export * from './client-as-of.js';
export * from './judged-book.js';
export * from './read-only.js';
export * from './replay/replay.js';
export {
  collectEvidence,
  NoEvidence,
  TooMuchEvidence,
  type Evidence,
  type EvidenceWanted,
} from './evidence/collect.js';
export * from './assurance/assurance.js';
export { legibleOf } from './assurance/legible.js';
export * from './assurance/names-some-client.js';
export type { Obstacle } from './assurance/obstacle.js';
export { type Terms, judgeChunk, readChunk } from './parity/chunk.js';
export { PolicyHistory } from './replay/policy-history.js';
