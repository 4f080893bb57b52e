import { identityHash, type AlertFactRow, type EventRow, type LogRecordRow, type RejectionRow } from '#log/codec';
import { rejectionId } from '#log';

/** When the rows below are recorded, where a test says nothing else: ms since 1970. */
export const RECORDED_AT = Date.UTC(2025, 5, 1);

/** Rows of the log about ada; what a test says of one takes the place of what stands here. */
export const loggedEvent = (position: number, said: Partial<EventRow> = {}): EventRow => ({
  position,
  identity: identityHash({ source: 'urn:test', id: String(position) }),
  clientId: 'ada',
  type: 'client.requested.v1',
  shared: false,
  recordedAt: RECORDED_AT,
  topic: 'events',
  partition: 0,
  kafkaOffset: position,
  key: null,
  headers: null,
  value: Buffer.from(`{"at":${position}}`),
  ...said,
});

export const loggedFact = (position: number, said: Partial<AlertFactRow> = {}): AlertFactRow => ({
  position,
  clientId: 'ada',
  alertId: 'al-1',
  kind: 'raised',
  cause: null,
  recordedAt: RECORDED_AT,
  actor: null,
  body: '{"entityId":"ENT-1","severity":"high"}',
  ...said,
});

export const loggedRejection = (position: number, said: Partial<RejectionRow> = {}): RejectionRow => ({
  rejectionId: rejectionId('events', 0, position),
  position,
  topic: 'events',
  partition: 0,
  kafkaOffset: position,
  lastOffset: null,
  codec: null,
  key: null,
  headers: null,
  value: Buffer.from('not json'),
  reason: 'MALFORMED_JSON',
  message: 'It is not JSON.',
  recordedAt: RECORDED_AT,
  ...said,
});

export const loggedRecord = (position: number, said: Partial<LogRecordRow> = {}): LogRecordRow => ({
  position,
  kind: 'silence',
  subject: 'si-1',
  clientId: null,
  recordedAt: RECORDED_AT,
  actor: 'ann',
  body: '{"reason":"Known."}',
  ...said,
});
