export { isStopped, troublesOf, type Trouble } from './troubles.js';
