export * from './identity.js';
export { BinaryRows } from './binary-rows.js';
