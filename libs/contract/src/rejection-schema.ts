import { Type, type Static } from '@sinclair/typebox';
import { MESSAGE_CHARS_MAX } from './limits.js';
import { Id, InstantText, Word, oneOf } from './primitives.js';
import { REJECTION_REASON_NAMES, type RejectionReason } from './rejection-reason.js';

/** `data` of the message that tells of a message that could not be taken. */
export const REJECTION_SCHEMAS = {
  'message.rejected.v1': Type.Object(
    {
      rejectionId: Id,
      topic: Word,
      incarnation: Type.Optional(
        Type.Integer({
          minimum: 2,
          description: 'Where another topic of the name has taken the place of the first: which.',
        }),
      ),
      partition: Type.Integer({ minimum: 0 }),
      offset: Type.String({ pattern: '^[0-9]{1,19}$', description: 'a Kafka offset in decimal digits' }),
      lastOffset: Type.Optional(
        Type.String({
          pattern: '^[0-9]{1,19}$',
          description: 'Where a batch ends that begins at the offset; only with UNREADABLE_BATCH.',
        }),
      ),
      codec: Type.Optional(
        Type.String({
          maxLength: 20,
          description:
            'What that batch is compressed by: none, gzip, snappy, lz4, zstd, or the number of another codec.',
        }),
      ),
      key: Type.Optional(Type.String({ description: 'The key, as far as it is UTF-8.' })),
      reason: Type.Unsafe<RejectionReason>(oneOf(REJECTION_REASON_NAMES)),
      message: Type.String({ maxLength: MESSAGE_CHARS_MAX }),
      rawBase64: Type.Optional(Type.String({ description: 'The value (or the whole batch) as it came, in base64.' })),
      truncated: Type.Optional(
        Type.Boolean({
          description: 'True where the value was too long to go out whole; the monitor keeps all of it.',
        }),
      ),
      recordedAt: InstantText,
    },
    { description: 'A message could not be taken, and why.' },
  ),
};
export type RejectionData = Static<(typeof REJECTION_SCHEMAS)['message.rejected.v1']>;
