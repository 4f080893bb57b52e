export * from './alert-differences.js';
export * from './alerts-on-record.js';
export * from './backtest/backtest.js';
export { holdsSince, takePicture, type Picture } from './backtest/picture.js';
export type { JudgedChunk } from './backtest/chunk.js';
export { isWithin, type Range } from './backtest/ranges.js';
export type { Threads } from './threads.js';
export * from './book.js';
export * from './book-as-of.js';
export * from './book-counts.js';
export * from './client-as-of.js';
export * from './judged-book.js';
export * from './read-only.js';
export * from './rebuild/rebuild.js';
export * from './rebuild/step-failures.js';
export * from './shadow/shadower.js';
export * from './replay/replay.js';
export type { ReplayDifference } from './replay/replayed-change.js';
export * from './check/check-acts.js';
export { serveCheck } from './check/check-thread.js';
export { clientsReached } from './check/clients-reached.js';
export { KnowledgeNow } from './check/knowledge-now.js';
export { alreadyRecorded } from './check/on-file.js';
export * from './check/unjudged.js';
export {
  collectEvidence,
  NoEvidence,
  TooMuchEvidence,
  type Evidence,
  type EvidenceWanted,
} from './evidence/collect.js';
export type { Finding } from './evidence/finding.js';
export { packEvidence, type Packed } from './evidence/pack.js';
export { ZIP_LIMITS } from './evidence/read-zip.js';
export { STANDING_LINE, type About } from './evidence/subject.js';
export { UnreadableEvidence } from './evidence/unpack.js';
export { verifyEvidence, type Verified } from './evidence/verify.js';
export * from './assurance/assurance.js';
export { legibleOf } from './assurance/legible.js';
export * from './assurance/names-some-client.js';
export type { Obstacle } from './assurance/obstacle.js';
