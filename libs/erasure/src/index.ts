export { askForErasure, type Asked, type ErasureAsked } from './ask.js';
export { ClientEraser, type CarriedOut } from './erase-client.js';
export { heldData, type HeldData, type HeldPart } from './held-data.js';
export { heldDataPage } from './held-data-page.js';
export { dueClients, type DueClient } from './retention.js';
export { ledgerEntry, readLedgerEntry, type LedgerEntry } from './ledger.js';
export { replayLedger, type LedgerReplay } from './replay-ledger.js';
