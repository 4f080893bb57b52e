export { appendToLog, type LogEntries } from './append-to-log.js';
export * from './coverage-rows.js';
export * from './event-table.js';
export * from './republished-rows.js';
export * from './recorded-changes.js';
export {
  firstRecordId,
  recordOutcome,
  rejectionId,
  rejectedValue,
  waitingRejections,
  type RedriveOutcome,
  type StoredRejection,
} from './rejection-table.js';
export { batchTimes } from './chain-table.js';
export * from './log-bell.js';
export * from './log-follower.js';
export * from './known-log.js';
export * from './evidence-rows.js';
export * from './log-checkpoint-table.js';
export * from './tree/tree-table.js';
export * from './tree/checkpoint-key.js';
export * from './tree/cosignature-table.js';
export * from './tree/time-stamp-table.js';
export { recordPending } from './tree/pending-records.js';
export * from './tree/sign-head.js';
export * from './tree/proof-of-row.js';
