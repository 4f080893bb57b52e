import type { AlertData, AlertType } from './alert-schemas.js';
import { structured, type Encoded } from './cloud-event.js';
import { TYPE_PREFIX } from './event-schemas.js';
import { REJECTED_BYTES_MAX } from './limits.js';
import type { RejectionData } from './rejection-schema.js';

/** A Kafka message that the monitor sends: a CloudEvent in structured mode. */
export interface Outgoing extends Encoded {
  readonly key: string | Buffer | null;
  readonly value: Buffer;
}

/** The envelope of an outgoing event; `id` must be the same each time the same change is sent. */
export interface OutgoingEnvelope {
  readonly id: string;
  /** The monitor's own name, the same in all its messages. */
  readonly source: string;
  /** When it was recorded: RFC 3339 with an offset. */
  readonly time: string;
}

/** One change of an alert, keyed by client so that each client's changes stay in order. */
export function alertMessage(type: AlertType, envelope: OutgoingEnvelope, data: AlertData): Outgoing {
  return { key: data.clientId, ...structured({ ...opened(type, envelope), subject: data.alertId, data }) };
}

/** A rejection as it is told; the message's own key and value are given as they came. */
export interface Rejection extends Omit<RejectionData, 'key' | 'rawBase64' | 'truncated'> {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
}

/**
 * A message that could not be taken, under its own key. Of a value longer than `REJECTED_BYTES_MAX` bytes only the
 * beginning goes out, marked as truncated: the broker has a limit, and the whole is kept in the database.
 * @param source the monitor's own name
 * @param bytesMax of the value; fewer than usual where the topic takes no message of that size
 */
export function rejectionMessage(source: string, rejection: Rejection, bytesMax = REJECTED_BYTES_MAX): Outgoing {
  const { key, value, ...rest } = rejection;
  const data: RejectionData = {
    ...rest,
    ...(key === null ? {} : { key: key.toString('utf8') }),
    ...(value === null ? {} : { rawBase64: value.subarray(0, bytesMax).toString('base64') }),
    ...(value !== null && value.length > bytesMax ? { truncated: true } : {}),
  };
  const envelope = { id: rest.rejectionId, source, time: rest.recordedAt };
  return { key, ...structured({ ...opened('message.rejected.v1', envelope), data }) };
}

const opened = (type: string, { id, source, time }: OutgoingEnvelope) => ({
  specversion: '1.0',
  id,
  source,
  type: `${TYPE_PREFIX}${type}`,
  time,
  datacontenttype: 'application/json',
  dataschema: `urn:scopewatch:schema:${type}`,
});
