import { BinaryRows } from './binary-rows.js';
import { commitRows, copyRows, type Committed } from './leaves.js';

/** What the judge says of an alert, and what people do with it. */
export const JUDGED_KINDS = ['raised', 'rejudged', 'superseded'] as const;

export const WORK_KINDS = [
  'acknowledged',
  'assigned',
  'commented',
  'escalated',
  'close-proposed',
  'close-rejected',
  'closed',
  'reopened',
] as const;

export type AlertFactKind = (typeof JUDGED_KINDS)[number] | (typeof WORK_KINDS)[number];

/** One change of an alert: a fact of its own in the log. `body` is what goes out about it, as JSON. */
export interface AlertFactRow {
  readonly position: number;
  readonly clientId: string;
  readonly alertId: string;
  readonly kind: AlertFactKind;
  readonly cause: string | null;
  readonly recordedAt: number;
  readonly actor: string | null;
  readonly body: string;
}

/** The columns that `encodeAlertFacts` writes, in their order. */
export const ALERT_FACT_COLUMNS = 'salt, position, client_id, alert_id, kind, cause, recorded_at, actor, body';

/** @param salts one for each, side by side */
export function encodeAlertFacts(rows: readonly AlertFactRow[], salts: Buffer): Committed {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 180, 64));
  return commitRows(out, rows, salts, 8, (row) => writeAlertFact(out, row));
}

function writeAlertFact(out: BinaryRows, row: AlertFactRow): void {
  out.bigint(row.position);
  out.text(row.clientId);
  out.text(row.alertId);
  out.text(row.kind);
  out.textOrNothing(row.cause);
  out.timestamp(row.recordedAt);
  out.textOrNothing(row.actor);
  out.text(row.body);
}

/** The same rows as they were before rows had salts: what the digest of such a batch is over. */
export function encodeUnsaltedAlertFacts(rows: readonly AlertFactRow[]): Buffer {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 160, 64));
  return copyRows(out, rows, 8, (row) => writeAlertFact(out, row));
}
