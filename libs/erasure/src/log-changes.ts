import {
  encodeAlertFacts,
  encodeEvents,
  encodeLogRecords,
  encodeRejections,
  freshSalts,
  SALT_BYTES,
  type AlertFactRow,
  type Committed,
  type EventRow,
  type LogRecordRow,
  type RejectionRow,
} from '#log/codec';
import { hashAt } from '#proof';

/** A row as it is to be: its key, what changes, and for a row of the log what it is committed to from then on. */
export interface Change {
  readonly key: Readonly<Record<string, unknown>>;
  readonly set?: Readonly<Record<string, unknown>>;
  readonly leaf?: string;
  readonly drop?: true;
}

/** As PostgreSQL reads bytes from a text. */
const hex = (bytes: Buffer): string => `\\x${bytes.toString('hex')}`;
const hexOrNull = (bytes: Buffer | null): string | null => (bytes === null ? null : hex(bytes));

/** Rows of the log with new content: each gets a new salt and a new leaf, so that from then on it can't be changed unseen. */
function committed<R extends { readonly position: number }>(
  rows: readonly R[],
  encode: (rows: readonly R[], salts: Buffer) => Committed,
  setOf: (row: R) => Readonly<Record<string, unknown>>,
): Change[] {
  const salts = freshSalts(rows.length);
  const { leaves } = encode(rows, salts);
  return rows.map((row, i) => ({
    key: { position: row.position },
    set: { ...setOf(row), salt: hex(salts.subarray(i * SALT_BYTES, (i + 1) * SALT_BYTES)) },
    leaf: hex(hashAt(leaves, i)),
  }));
}

export const eventChanges = (rows: readonly EventRow[]): Change[] =>
  committed(rows, encodeEvents, (row) => ({
    client_id: row.clientId,
    shared: row.shared,
    message_key: hexOrNull(row.key),
    headers: row.headers,
    value: hex(row.value),
  }));

export const factChanges = (rows: readonly AlertFactRow[]): Change[] =>
  committed(rows, encodeAlertFacts, ({ clientId, body }) => ({ client_id: clientId, body }));

export const rejectionChanges = (rows: readonly RejectionRow[]): Change[] =>
  committed(rows, encodeRejections, (row) => ({
    message_key: hexOrNull(row.key),
    headers: row.headers,
    value: hexOrNull(row.value),
    message: row.message,
  }));

export const recordChanges = (rows: readonly LogRecordRow[]): Change[] =>
  committed(rows, encodeLogRecords, ({ subject, clientId, body }) => ({ subject, client_id: clientId, body }));

/** Rows that stay as they are, and are only committed to anew. */
export const keptChanges = (rows: {
  readonly events: readonly EventRow[];
  readonly facts: readonly AlertFactRow[];
  readonly rejections: readonly RejectionRow[];
}): { readonly event: Change[]; readonly alert_fact: Change[]; readonly rejection: Change[] } => ({
  event: committed(rows.events, encodeEvents, () => ({})),
  alert_fact: committed(rows.facts, encodeAlertFacts, () => ({})),
  rejection: committed(rows.rejections, encodeRejections, () => ({})),
});
