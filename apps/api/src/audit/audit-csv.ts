import type { AuditLine } from '#store';
import { csvLine } from '../http/csv.js';

const HEADER = ['position', 'at', 'personId', 'from', 'operation', 'target', 'before', 'after'];

/** Lines of the audit as RFC 4180, page by page. */
export async function* auditCsv(pages: AsyncIterable<readonly AuditLine[]>): AsyncGenerator<string> {
  yield csvLine(HEADER);
  for await (const lines of pages) yield lines.map((line) => csvLine(cellsOf(line))).join('');
}

const cellsOf = ({ position, recordedAt, personId, address, operation, target, before, after }: AuditLine) => [
  ...[String(position), recordedAt.toISOString(), personId, address],
  ...[operation, target, before, after],
];
