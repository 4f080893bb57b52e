import type { PlayDemo } from './start/index.js';

export const playDemo: PlayDemo = () => Promise.resolve();
