import { BinaryRows } from './copy-binary.js';
import type { Tx } from './connection.js';

export type AlertFactKind = 'raised' | 'rejudged' | 'superseded';

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

/** Appends the facts and puts each into the outbox. */
export async function appendAlertFacts(tx: Tx, rows: readonly AlertFactRow[]): Promise<void> {
  if (rows.length === 0) return;
  const facts = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 160, 64));
  const outbox = new BinaryRows(rows.length * 32);
  for (const row of rows) {
    facts.row(8);
    facts.bigint(row.position);
    facts.text(row.clientId);
    facts.text(row.alertId);
    facts.text(row.kind);
    if (row.cause === null) facts.nothing();
    else facts.text(row.cause);
    facts.timestamp(row.recordedAt);
    if (row.actor === null) facts.nothing();
    else facts.text(row.actor);
    facts.text(row.body);
    outbox.row(2);
    outbox.bigint(row.position);
    outbox.text('alert');
  }
  await tx.copy(
    'COPY alert_fact (position, client_id, alert_id, kind, cause, recorded_at, actor, body) FROM STDIN BINARY',
    facts.end(),
  );
  await tx.copy('COPY outbox (position, kind) FROM STDIN BINARY', outbox.end());
}
