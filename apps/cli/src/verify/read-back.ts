import { hash } from 'node:crypto';
import { parseMessage, readAccepted, readAcceptedMessage } from '#contract';
import type { DomainEvent, Identity, Recorded } from '#domain';

/** A message as it stands in the log, or among the rejections. */
export interface LoggedMessage {
  readonly key: Buffer | null;
  /** JSON: base64 by name. */
  readonly headers: string | null;
  readonly value: Buffer | null;
}

export type LogRow = LoggedMessage & { readonly position: number; readonly value: Buffer };

/** Parses a message from the bytes that are on file, as if it had just come. */
export const parseLogged = ({ key, headers, value }: LoggedMessage) =>
  parseMessage({ key, value, headers: headersOf(headers) });

/** Parses a message that was accepted once: by schemas of before, which may have asked for less. */
const parseAccepted = ({ key, headers, value }: LoggedMessage) =>
  readAcceptedMessage({ key, value, headers: headersOf(headers) });

/** Why such a message can't be read. */
export function whyNotAccepted(message: LoggedMessage): { readonly reason: string; readonly message: string } {
  const parsed = parseAccepted(message);
  return parsed.ok ? { reason: 'NOT_CLOUDEVENT', message: 'the event can’t be read' } : parsed;
}

/** The event in a row, or `null` where it can't be read. What the log holds was held against the schemas once. */
export function readBack(row: LogRow): Recorded | null {
  const accepted = isStructured(row.headers) ? readAccepted(row.value) : null;
  if (accepted !== null) return Object.assign(accepted, { position: row.position });
  const parsed = parseAccepted(row);
  return parsed.ok ? Object.assign(parsed.event, { position: row.position }) : null;
}

/** Headers that nobody can read are none. Nearly all of a log has the same ones. */
function headersOf(stored: string | null): Readonly<Record<string, Buffer>> {
  if (stored !== lastRead.stored) lastRead = { stored, headers: readHeaders(stored) };
  return lastRead.headers;
}
let lastRead: { stored: string | null; headers: Readonly<Record<string, Buffer>> } = { stored: null, headers: {} };

function readHeaders(stored: string | null): Record<string, Buffer> {
  const headers = stored === null ? null : readJson(stored);
  if (typeof headers !== 'object' || headers === null) return {};
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Buffer.from(String(value), 'base64')] as const),
  );
}

/** @returns `null` for what is no JSON: who alters a row may leave anything in it */
export function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null') as unknown;
  } catch {
    return null;
  }
}

/** Headers as text, the same in whatever order they stand. */
export function headersText(headers: Readonly<Record<string, Buffer>>): string {
  const names = Object.keys(headers).sort();
  return JSON.stringify(names.map((name) => [name, headers[name]?.toString('base64')]));
}

/** As `headersText`, of what is on file; nearly all of a log has the same ones. */
export function storedHeadersText(stored: string | null): string {
  if (stored !== last.stored) last = { stored, text: textOf(stored) };
  return last.text;
}
const textOf = (stored: string | null): string =>
  stored !== null && readJson(stored) === null ? `unreadable: ${stored}` : headersText(headersOf(stored));
let last: { stored: string | null; text: string } = { stored: null, text: '[]' };

/** With a charset or without. */
const STRUCTURED = /^application\/cloudevents\+json(?:;|$)/;

function isStructured(stored: string | null): boolean {
  if (stored !== lastSeen.stored) {
    const contentType = headersOf(stored)['content-type'];
    lastSeen = { stored, structured: contentType !== undefined && STRUCTURED.test(contentType.toString('latin1')) };
  }
  return lastSeen.structured;
}
let lastSeen: { stored: string | null; structured: boolean } = { stored: null, structured: false };

/** What the log keeps of an identity. */
export const identityHash = ({ source, id }: Identity): Buffer =>
  hash('sha256', `${source.length}:${source}${id}`, 'buffer').subarray(0, 16);

const SHARED = ['asset.', 'product.', 'entity.', 'client.merged.', 'client.unmerged.', 'fact.retracted.'];
const SHARED_CAMPAIGNS = ['marketing.campaign-launched.', 'marketing.surface-published.'];

/** Whether a fact stands in what all clients share. */
export const isShared = ({ type }: Pick<DomainEvent, 'type'>): boolean =>
  [...SHARED, ...SHARED_CAMPAIGNS].some((prefix) => type.startsWith(prefix));
