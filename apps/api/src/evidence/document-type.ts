import { isUtf8 } from 'node:buffer';

/** What documents may be, and how the names of such files end. */
export const DOCUMENT_TYPES = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'message/rfc822': ['eml'],
  'text/plain': ['txt', 'md', 'csv', 'log'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;
export type DocumentType = keyof typeof DOCUMENT_TYPES;

/** The bytes that a file of each type begins with. */
const SIGNATURES: readonly (readonly [DocumentType, Buffer])[] = [
  ['application/pdf', Buffer.from('%PDF-')],
  ['image/png', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['image/jpeg', Buffer.from('ffd8ff', 'hex')],
];

/**
 * What a file is by its content, whatever it is called: PDF, PNG and JPEG by the bytes that they begin with, an e-mail (RFC 5322)
 * by its header, plain text by being UTF-8 without control characters. Pure.
 * @returns `null` where it is none of these
 */
export function documentTypeOf(content: Buffer): DocumentType | null {
  const signed = SIGNATURES.find(([, begin]) => content.subarray(0, begin.length).equals(begin));
  if (signed !== undefined) return signed[0];
  if (isMail(content)) return 'message/rfc822';
  return content.length > 0 && isUtf8(content) && !hasControls(content) ? 'text/plain' : null;
}

/** A name of a header field ends with a colon; a line that begins with a space goes on with the one before. */
const FIELD = /^[!-9;-~]+:/;
const HEADER_BYTES_MAX = 64 * 1024;

/** The body of an e-mail may be in any encoding; its header says from whom it is, and when or under which id it was sent. */
function isMail(content: Buffer): boolean {
  const text = content.subarray(0, HEADER_BYTES_MAX).toString('latin1');
  const [header = ''] = text.split(/\r?\n\r?\n/, 1);
  if (header === text && content.length > HEADER_BYTES_MAX) return false;
  const lines = header.split(/\r?\n/).filter((line, i) => line !== '' || i > 0);
  const fields = lines.filter((line) => !/^[ \t]/.test(line));
  if (!lines.every((line, i) => FIELD.test(line) || (i > 0 && /^[ \t]/.test(line)))) return false;
  const names = new Set(fields.map((line) => line.slice(0, line.indexOf(':')).toLowerCase()));
  return (
    names.has('from') && ['date', 'message-id', 'received'].some((name) => names.has(name)) && !content.includes(0)
  );
}

/** All below a space but tab, line feed, form feed and carriage return; and DEL. */
const hasControls = (content: Buffer): boolean =>
  content.some((byte) => (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d].includes(byte)) || byte === 0x7f);

/** A name that ends as files of its type do, so that whoever opens the file gets what was looked at. Pure. */
export function fileName(name: string, type: DocumentType): string {
  const plain = name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_').trim();
  const [usual, ...others] = DOCUMENT_TYPES[type];
  const end = plain.slice(plain.lastIndexOf('.') + 1).toLowerCase();
  return [usual, ...others].some((one) => one === end) ? plain : `${plain}.${usual}`;
}
