import type { Static } from '@sinclair/typebox';
import { RAW_BYTES_MAX, type RejectionGroupRow, type RejectionItemRow } from './rejections.queries.js';
import type { Rejection, RejectionGroup } from './rejections.shapes.js';

/** A rejection as given over HTTP: what came as text where it is one, else in Base64. Pure. */
export function itemOf({
  position: _position,
  value,
  key,
  offset,
  lastOffset,
  recordedAt,
  ...row
}: RejectionItemRow): Static<typeof Rejection> {
  const text = value === null ? null : textOf(value);
  return {
    ...row,
    settled: row.standing === 'SETTLED',
    offset: String(offset),
    lastOffset: lastOffset === null ? null : String(lastOffset),
    key: key?.toString('utf8') ?? null,
    recordedAt: recordedAt.toISOString(),
    raw: text,
    rawBase64: value !== null && text === null ? value.toString('base64') : null,
  };
}

export const groupOf = ({ firstAt, lastAt, ...group }: RejectionGroupRow): Static<typeof RejectionGroup> => ({
  ...group,
  firstAt: firstAt.toISOString(),
  lastAt: lastAt.toISOString(),
});

function textOf(bytes: Buffer): string | null {
  try {
    // A character may have been cut at the end.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === RAW_BYTES_MAX });
  } catch {
    return null;
  }
}
