import { Type } from '@sinclair/typebox';
import { At, Count, Name, orNull, pageOf, shape } from '../http/shape.js';

/** One change that somebody made through the API. */
export const AuditEntry = shape('AuditEntry', {
  position: Count,
  at: At,
  personId: Name,
  from: Type.String({ description: 'The network address of the caller.' }),
  operation: Type.String(),
  target: Type.String(),
  before: orNull(Type.Unknown()),
  after: orNull(Type.Unknown()),
});
export const AuditPage = pageOf(AuditEntry);

/** What the audit can be narrowed down by. Several values of one: any of them. */
export const AuditFilter = {
  personId: Type.Optional(
    Type.Array(Name, { maxItems: 50, description: 'Who: a person, a key as `key:…`, or a shell as `shell:…`.' }),
  ),
  operation: Type.Optional(Type.Array(Name, { maxItems: 50, description: 'What, such as `key.create`.' })),
  target: Type.Optional({ ...Name, description: 'On what: the id of an alert, a person, a key …' }),
  from: Type.Optional({ ...At, description: 'Recorded then or later.' }),
  to: Type.Optional({ ...At, description: 'Recorded before.' }),
};

export const AuditNames = shape('AuditNames', {
  personIds: Type.Array(Type.String()),
  operations: Type.Array(Type.String()),
});
