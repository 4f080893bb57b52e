export * from './rebuild.js';
export * from './step-failures.js';
