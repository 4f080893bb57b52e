export * from './event.js';
export * from './vocabulary.js';
export * from './when.js';
