export { bringUpParts } from './bring-up-parts.js';
export { readTail, startDaemon, type Daemon, type DaemonOptions } from './daemon.js';
export { lockHome, lockHolder, type HomeLock } from './home-lock.js';
export { freeBytes, prepareHome } from './home.js';
export {
  PartsError,
  type BringUpOptions,
  type Ending,
  type Origin,
  type OwnedPart,
  type Parts,
  type Reporter,
} from './parts.js';
export { forgetProcess, recordedNames, recordedProcess } from './pid-file.js';
export { freePort, portIsFree, requireFreePort } from './ports.js';
export { isRunning, markProcess, stopProcess, type MarkedProcess, type StopStep } from './process-mark.js';
export { withClient } from './postgres/await-database.js';
