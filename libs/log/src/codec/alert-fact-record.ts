import { BinaryRows } from './binary-rows.js';

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

/** The rows as they are copied, and as the chain digests them. */
export function encodeAlertFacts(rows: readonly AlertFactRow[]): Buffer {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 160, 64));
  for (const row of rows) {
    out.row(8);
    out.bigint(row.position);
    out.text(row.clientId);
    out.text(row.alertId);
    out.text(row.kind);
    if (row.cause === null) out.nothing();
    else out.text(row.cause);
    out.timestamp(row.recordedAt);
    if (row.actor === null) out.nothing();
    else out.text(row.actor);
    out.text(row.body);
  }
  return out.end();
}
