import { LOG_RECORD_COLUMNS } from '#log/codec';
import type { Tx } from '#store';

/** @param encoded what `encodeLogRecords` makes of them */
export const appendLogRecords = (tx: Tx, encoded: Buffer): Promise<void> =>
  tx.copy(`COPY log_record (${LOG_RECORD_COLUMNS}) FROM STDIN BINARY`, encoded);
