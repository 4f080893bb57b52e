import type { Names } from './names.js';
import { withoutClientIn } from './redact-json.js';
import { TEXT_TABLES } from './where-clients-stand.js';

type Row = Readonly<Record<string, unknown>>;

/** Rows that go as a whole with their client: of what is on record of one, its key stays, and that it was somebody's. */
const WHOLE: Readonly<Record<string, string>> = { document: 'document_id' };

/**
 * What is on record of a row, without the client: in the same columns, and in the same way, as the row itself is changed, so
 * that the one goes on saying what the other says.
 */
export function withoutClientInRecord(kind: string, body: string, of: Names): string {
  const row = JSON.parse(body) as Row | null;
  const key = WHOLE[kind];
  if (row !== null && key !== undefined && of.ids.includes(String(row['client_id'])))
    return JSON.stringify({ [key]: row[key], client_id: of.pseudonym });
  const parts = TEXT_TABLES[kind];
  if (row === null || parts === undefined) return body;
  const isOwn = kind === 'audit' && typeof row['target'] === 'string' && of.alertIds.has(row['target']);
  const changed = changedTexts(row, parts.texts, of, isOwn);
  const { client_ids: ids } = row;
  const lists = Array.isArray(ids) && ids.some((id) => of.ids.includes(id as string)) ? { client_ids: null } : {};
  return Object.keys(changed).length + Object.keys(lists).length === 0
    ? body
    : JSON.stringify({ ...row, ...changed, ...lists });
}

/** The columns that are other texts without the client. */
export function changedTexts(row: Row, texts: readonly string[], of: Names, own: boolean): Row {
  const changed: Record<string, unknown> = {};
  for (const column of texts) {
    const text = row[column];
    if (typeof text !== 'string') continue;
    const without = withoutClientIn(text, of, own);
    if (without !== text && !isSameJson(text, without)) changed[column] = without;
  }
  return changed;
}

/** JSON that only lost its spaces has not changed. */
function isSameJson(text: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === other;
  } catch {
    return false;
  }
}

/** A record without digests of what it doesn't show. */
export const undigested = <R extends { readonly body: string }>(record: R): R => {
  const body = JSON.parse(record.body) as Row | null;
  if (body === null) return record;
  const kept = Object.entries(body).filter(([name]) => !name.endsWith('_sha256'));
  return { ...record, body: JSON.stringify(Object.fromEntries(kept)) };
};
