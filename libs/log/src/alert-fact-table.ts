import { ALERT_FACT_COLUMNS, BinaryRows, type AlertFactRow } from '#log/codec';
import type { Tx } from '#store';

/** Appends the facts and puts each into the outbox. @param encoded what `encodeAlertFacts` makes of them */
export async function appendAlertFacts(tx: Tx, rows: readonly AlertFactRow[], encoded: Buffer): Promise<void> {
  const outbox = new BinaryRows(rows.length * 32);
  for (const row of rows) {
    outbox.row(2);
    outbox.bigint(row.position);
    outbox.text('alert');
  }
  await tx.copy(`COPY alert_fact (${ALERT_FACT_COLUMNS}) FROM STDIN BINARY`, encoded);
  await tx.copy('COPY outbox (position, kind) FROM STDIN BINARY', outbox.end());
}
