export * from './alerts-on-record.js';
export * from './backtest.js';
export * from './book.js';
export * from './client-as-of.js';
export * from './judged-book.js';
export * from './read-only.js';
export * from './rebuild.js';
