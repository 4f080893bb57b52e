/** Why a message could not be taken: only for what it is itself, never for what it refers to. */
export const REJECTION_REASONS = {
  NOT_JSON: 'The value, or the data in it, is not JSON in UTF-8.',
  NOT_CLOUDEVENT: 'The message is no CloudEvent 1.0, or its envelope lacks or misuses a required attribute.',
  UNKNOWN_TYPE: 'The type of the event is none that is known.',
  SCHEMA_VIOLATION: 'The data does not meet the schema of the type.',
  CONFLICT: 'An accepted event with the same source and id says something else.',
  UNREADABLE_BATCH: 'A batch of records can not be read: its codec is unknown, or it is damaged.',
  TOO_LARGE: 'The value has more bytes than are taken.',
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;
export const REJECTION_REASON_NAMES = Object.keys(REJECTION_REASONS) as readonly RejectionReason[];
