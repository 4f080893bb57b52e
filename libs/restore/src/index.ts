export { lookOutside, type Looked } from './look-outside.js';
export { RestoreGuard, readingAgain } from './restore-guard.js';
export { notSentBefore, settleSentBefore } from './sent-before.js';
export { readAlertMessage, readRejectionMessage, type LostStep, type SentMessage } from './lost-messages.js';
