export * from './shared-facts-now.js';
