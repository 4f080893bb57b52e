import { BinaryRows } from './binary-rows.js';
import { commitRows, type Committed } from './leaves.js';

/** What is on record besides events, facts about alerts and rejections: what people and jobs decided, and what came of it. */
export interface LogRecordRow {
  readonly position: number;
  /** Of what kind it is: the table that the row is shown in, or a word of its own. */
  readonly kind: string;
  /** What it is about, within its kind: the key of that row. */
  readonly subject: string;
  /** Whose it is, where it says something of one client. */
  readonly clientId: string | null;
  /** Milliseconds since 1970. */
  readonly recordedAt: number;
  /** Who did it; `null` where no person did. */
  readonly actor: string | null;
  /** What stands from here on, as JSON. */
  readonly body: string;
}

/** The columns that `encodeLogRecords` writes, in their order. */
export const LOG_RECORD_COLUMNS = 'salt, position, kind, subject, client_id, recorded_at, actor, body';

/** @param salts one for each, side by side */
export function encodeLogRecords(rows: readonly LogRecordRow[], salts: Buffer): Committed {
  const out = new BinaryRows(rows.reduce((bytes, row) => bytes + row.body.length + 240, 64));
  return commitRows(out, rows, salts, 7, (row) => {
    out.bigint(row.position);
    out.text(row.kind);
    out.text(row.subject);
    out.textOrNothing(row.clientId);
    out.timestamp(row.recordedAt);
    out.textOrNothing(row.actor);
    out.text(row.body);
  });
}
