export * from './merkle.js';
export * from './subtrees.js';
export * from './signed-note.js';
export * from './checkpoint.js';
export * from './epoch.js';
export * from './witness.js';
