export * from './alert-changes.js';
export * from './client-cache.js';
export * from './fan-out-worker.js';
export * from './identity.js';
export * from './ingestor.js';
export * from './knowledge.js';
export * from './raw-message.js';
export { readStored } from './decode.js';
export * from './redriver.js';
