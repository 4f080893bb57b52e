export * from './identity.js';
export * from './stored-headers.js';
export { readStored } from './read-stored.js';
export { blockOf } from './positions.js';
export * from './positions.js';
export * from './event-record.js';
export * from './alert-fact-record.js';
export { BinaryRows } from './binary-rows.js';
