import type { Sql, Tx } from '../database/connection.js';

/** What is said of a document. */
export interface StoredDocument {
  readonly documentId: string;
  readonly clientId: string;
  readonly entityId: string;
  readonly kind: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** Of the content, in hexadecimal digits. */
  readonly sha256: string;
  readonly eventId: string;
  readonly addedBy: string;
  readonly addedAt: Date;
}

const COLUMNS = `document_id AS "documentId", client_id AS "clientId", entity_id AS "entityId", kind, name,
  media_type AS "mediaType", bytes, sha256, event_id AS "eventId", added_by AS "addedBy", added_at AS "addedAt"`;

/** Keeps a document with its content. @returns how it stands now */
export async function addDocument(
  tx: Tx,
  d: Omit<StoredDocument, 'addedAt'>,
  content: Buffer,
): Promise<StoredDocument> {
  const [row] = await tx.query<StoredDocument>(
    `INSERT INTO document (document_id, client_id, entity_id, kind, name, media_type, bytes, sha256, event_id, added_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING ${COLUMNS}`,
    [d.documentId, d.clientId, d.entityId, d.kind, d.name, d.mediaType, d.bytes, d.sha256, d.eventId, d.addedBy],
  );
  await tx.query('INSERT INTO document_content (document_id, content) VALUES ($1, $2)', [d.documentId, content]);
  if (row === undefined) throw new Error(`The document ${d.documentId} was not kept.`);
  return row;
}

/** Those of a client's, the newest first. @param entities `null`: all */
export const documentsOf = (
  sql: Sql,
  clientIds: readonly string[],
  entities: readonly string[] | null,
): Promise<StoredDocument[]> =>
  sql.query(
    `SELECT ${COLUMNS} FROM document
      WHERE client_id = ANY($1) AND ($2::text[] IS NULL OR entity_id = ANY($2)) ORDER BY added_at DESC, document_id`,
    [clientIds, entities],
  );

export async function documentNamed(sql: Sql, documentId: string): Promise<StoredDocument | undefined> {
  const [row] = await sql.query<StoredDocument>(`SELECT ${COLUMNS} FROM document WHERE document_id = $1`, [documentId]);
  return row;
}

export async function documentContent(sql: Sql, documentId: string): Promise<Buffer | undefined> {
  const [row] = await sql.query<{ content: Buffer }>('SELECT content FROM document_content WHERE document_id = $1', [
    documentId,
  ]);
  return row?.content;
}
