import { Type, type TObject } from '@sinclair/typebox';
import { Ajv, type ValidateFunction } from 'ajv';
import { Name, Words, orNull, wordOf } from '../http/shape.js';
import { CLOSE_REASONS, type WorkFactKind } from '#domain';

const mentions = Type.Optional(Type.Array(Name, { minItems: 1 }));
const said = { text: Type.Optional(Words), mentions };
const closing = { reason: wordOf(CLOSE_REASONS), text: Words, mentions };
const noteOf = <const K extends WorkFactKind>(kind: K, fields: TObject['properties']) =>
  Type.Object({ action: wordOf([kind]), ...fields }, { additionalProperties: false });

/** What a fact by a person says beside the alert as it is after it. */
const NOTES = {
  acknowledged: noteOf('acknowledged', {}),
  assigned: noteOf('assigned', { assignee: orNull(Name) }),
  commented: noteOf('commented', { text: Words, mentions }),
  escalated: noteOf('escalated', said),
  'close-proposed': noteOf('close-proposed', closing),
  'close-rejected': noteOf('close-rejected', { text: Words, mentions, proposedBy: Name }),
  closed: noteOf('closed', {
    ...closing,
    proposedBy: Type.Optional(Name),
    approvedBy: Type.Optional(Name),
    approvalText: Type.Optional(Words),
  }),
  reopened: noteOf('reopened', said),
} as const satisfies Record<WorkFactKind, TObject>;

const ajv = new Ajv();
const validators = new Map<string, ValidateFunction>(
  Object.entries(NOTES).map(([kind, schema]) => [kind, ajv.compile(schema)]),
);

/**
 * The log is for ever, so what goes into it is looked at once more where it is written, whatever was looked at before.
 * @throws Error where it is no note of such a fact: whoever wrote it let something through
 */
export function requireNote(kind: WorkFactKind, note: Readonly<Record<string, unknown>>): void {
  const validate = validators.get(kind);
  if (validate === undefined) throw new Error(`There is no fact about an alert called ${String(kind)}.`);
  if (!validate(note))
    throw new Error(`A note of "${kind}" must not be written so: ${ajv.errorsText(validate.errors)}.`);
}
