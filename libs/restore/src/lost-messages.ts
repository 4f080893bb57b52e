import type { RawRecord } from '#kafka';
import { saysOfAlert, saysOfRejection } from './sent-before.js';

/** A message about an alert or a rejection, as it stands on its topic. */
export interface SentMessage {
  /** Of the event: `change-` with the position, or the id of the rejection. */
  readonly id: string;
  /** The alert, or the rejection. */
  readonly subject: string;
  readonly says: Buffer;
  /** Where in the order of recording the change stood; `null` of a rejection. */
  readonly position: number | null;
  /** Of a step that somebody took; `null` of what the judge found, and of a rejection. */
  readonly step: LostStep | null;
}

/** What somebody did that is no longer on record. */
export interface LostStep {
  readonly alertId: string;
  readonly clientId: string;
  readonly status: string;
  readonly actor: string | null;
  /** RFC 3339. */
  readonly at: string;
}

interface AlertEvent {
  readonly id?: unknown;
  readonly type?: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** @returns `null` for what is no message about an alert, such as one that has a client forgotten */
export function readAlertMessage({ value }: Pick<RawRecord, 'value'>): SentMessage | null {
  const { id, type, data } = readEvent(value);
  const position = Number(/^change-(\d{1,16})$/.exec(String(id))?.[1]);
  if (!Number.isSafeInteger(position) || data === undefined || typeof data['alertId'] !== 'string') return null;
  const text = (field: string): string => String(data[field] ?? '');
  const step = String(type).endsWith('.alert.status-changed.v1')
    ? {
        alertId: data['alertId'],
        clientId: text('clientId'),
        status: text('status'),
        actor: typeof data['actor'] === 'string' ? data['actor'] : null,
        at: text('detectedAt'),
      }
    : null;
  return { id: String(id), subject: data['alertId'], says: saysOfAlert(data), position, step };
}

/** @returns `null` for what is no message about a rejection */
export function readRejectionMessage({ value }: Pick<RawRecord, 'value'>): SentMessage | null {
  const { id, data } = readEvent(value);
  if (typeof id !== 'string' || typeof data?.['reason'] !== 'string') return null;
  return {
    id,
    subject: id,
    says: saysOfRejection(data['reason'], String(data['message'])),
    position: null,
    step: null,
  };
}

function readEvent(value: Buffer | null): AlertEvent {
  try {
    return (JSON.parse(value?.toString('utf8') ?? 'null') as AlertEvent | null) ?? {};
  } catch {
    return {};
  }
}
