import { Type, type Static } from '@sinclair/typebox';
import { Id, InstantText } from './primitives.js';

/**
 * The envelope: CloudEvents 1.0 (its JSON format), with `time` required. `data` is checked by the schema of its type.
 * An attribute that is `null` counts as absent (JSON format, section 2.2), so the optional ones allow it.
 */
export const EnvelopeSchema = Type.Object(
  {
    specversion: Type.Literal('1.0'),
    id: Id,
    source: Id,
    type: Id,
    time: InstantText,
    datacontenttype: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'], maxLength: 256 })),
    data: Type.Optional(Type.Unknown()),
    data_base64: Type.Optional(Type.Unsafe<string | null>({ type: ['string', 'null'] })),
  },
  { description: 'A CloudEvents 1.0 envelope in the JSON event format.' },
);
export type Envelope = Static<typeof EnvelopeSchema>;
