import type { Source } from './source.js';

/** Each document is the one whose digest is on record: none is missing, and none was put in the place of another. */
export async function documentsHold({ sql, report }: Source): Promise<void> {
  const rows = await sql.query<{ id: string; expected: object; actual: object | null }>(
    `SELECT d.document_id AS id, jsonb_build_object('sha256', d.sha256, 'bytes', d.bytes) AS expected,
            CASE WHEN c.content IS NOT NULL THEN jsonb_build_object(
              'sha256', encode(sha256(c.content), 'hex'), 'bytes', octet_length(c.content)) END AS actual
       FROM document d LEFT JOIN document_content c USING (document_id)
      WHERE c.content IS NULL OR d.sha256 <> encode(sha256(c.content), 'hex') OR d.bytes <> octet_length(c.content)`,
  );
  for (const { id, expected, actual } of rows) {
    const at = { table: 'document_content', row: { document_id: id }, column: 'content' };
    await report.violation('I14', { kind: actual === null ? 'MISSING' : 'DIFFERS', ...at, expected, actual });
  }
}
