import { Type } from '@sinclair/typebox';
import { LANES, SEVERITIES, VERDICTS } from '#domain';
import { FORMS } from '#strip';
import { ActRef, AlertSummary, Offer } from '../alerts/alerts.shapes.js';
import { At, Count, Name, orNull, pageOf, shape, wordOf } from '../http/shape.js';

export const INITIATIVES = ['ESTABLISHED', 'UNPROVEN', 'DEFEATED', 'NONE'] as const;
export const GAPS = [
  'NO_FIRST_CONTACT_CHANNEL',
  'NO_THIRD_COUNTRY_ACKNOWLEDGEMENT',
  'EXPOSURE_CHECK_MISSING',
  'EXPOSURE_CHECK_NOT_PERFORMED',
  'EXPOSURE_FOUND',
  'DOCUMENT_WITHOUT_DIGEST',
] as const;

const Identity = Type.Object({ source: Type.String(), id: Type.String() });

export const ClientSummary = shape('ClientSummary', {
  clientId: Name,
  memberIds: Type.Array(Name),
  country: orNull(Type.String()),
  entities: Type.Array(
    Type.Object({ entityId: Name, initiative: wordOf(INITIATIVES), gaps: Type.Array(wordOf(GAPS)) }),
  ),
  openAlerts: Count,
  inDrift: Type.Boolean({ description: 'Whether the client has an active Article 61(2) alert.' }),
});
export const ClientPage = pageOf(ClientSummary);

const ScopeEntry = Type.Object({
  offer: Offer,
  validity: wordOf(['VALID', 'UNDETERMINED', 'INVALID'] as const),
  original: Type.Boolean({
    description: 'Whether it belongs to the first valid request, and so to the original scope.',
  }),
  requestId: orNull(Type.String()),
  identity: Identity,
  effectiveAt: Type.String(),
  origin: wordOf(['REQUEST', 'FROZEN'] as const),
});

export const Scope = shape('Scope', {
  clientId: Name,
  trueOn: At,
  knownOn: At,
  entities: Type.Array(
    Type.Object({
      entityId: Name,
      relationship: wordOf(['OPEN', 'CLOSED', 'UNCERTAIN'] as const),
      entries: Type.Array(ScopeEntry),
      beyond: Type.Array(
        Type.Object({
          alertId: Name,
          offer: Offer,
          kind: Type.String(),
          verdict: Type.String(),
          effectiveAt: Type.String(),
        }),
        { description: 'What was marketed or switched on beyond the scope.' },
      ),
    }),
  ),
});

const Verdict = Type.Object({
  entityId: Name,
  act: ActRef,
  kind: wordOf(['MARKETED', 'ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'] as const),
  what: Type.String({ description: 'The act in words; of a message whether it promotes.' }),
  offer: Offer,
  verdict: wordOf(VERDICTS),
  row: Type.Integer(),
  severity: orNull(wordOf(SEVERITIES)),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  reasons: Type.Array(Identity),
  alertId: orNull(Name),
  reason: Type.String({ description: 'Why, in one sentence: the row of the decision table in words.' }),
  explanation: Type.String(),
  policyVersion: Type.String(),
});
export const Verdicts = shape('Verdicts', { clientId: Name, trueOn: At, knownOn: At, items: Type.Array(Verdict) });

export const Client = shape('Client', {
  clientId: Name,
  memberIds: Type.Array(Name),
  trueOn: At,
  knownOn: At,
  country: orNull(Type.String()),
  location: wordOf(['INSIDE', 'OUTSIDE', 'UNKNOWN'] as const),
  entities: Type.Array(
    Type.Object({
      entityId: Name,
      initiative: wordOf(INITIATIVES),
      initiativeFacts: Type.Array(Identity),
      gaps: Type.Array(wordOf(GAPS)),
      firstContactChannel: orNull(Type.String()),
      exposureCheck: orNull(Type.String()),
      acknowledged: Type.Boolean(),
      documents: Type.Array(Type.Object({ kind: Type.String(), uri: Type.String(), sha256: orNull(Type.String()) })),
    }),
  ),
  alerts: Type.Array(AlertSummary),
});

/** One recorded event that concerns the client, as it came. */
export const TimelineItem = Type.Object({
  position: Count,
  lane: wordOf(LANES),
  source: Type.String(),
  id: Type.String(),
  type: Type.String(),
  effectiveAt: Type.String(),
  recordedAt: At,
  kafka: Type.Object({ topic: Type.String(), partition: Type.Integer(), offset: Type.String() }),
  retracted: Type.Boolean(),
  recordedBy: orNull({ ...Name, description: 'Who recorded it, where that was at the desk of Scopewatch.' }),
  data: Type.Record(Type.String(), Type.Unknown()),
});
export const Timeline = shape('Timeline', { clientId: Name, trueOn: At, knownOn: At, items: Type.Array(TimelineItem) });

/** RFC 3339, or a date where only the day is known. */
const Given = Type.String();

const Band = Type.Object({
  from: Given,
  to: orNull({ ...Given, description: 'Null where it still stood at the end.' }),
  original: Type.Boolean({ description: 'Whether it is part of the original scope, not of what was asked for later.' }),
  sure: Type.Boolean({ description: 'Whether the request surely counts.' }),
});

const Mark = Type.Object({
  form: wordOf(FORMS, 'What it is. MESSAGE is whatever was said to the client that does not promote.'),
  status: wordOf(['QUIET', 'BEYOND', 'REVIEW'] as const, 'BEYOND alerts, REVIEW is left to a person.'),
  at: Given,
  until: { ...Given, description: 'When the last was of those that the mark stands for.' },
  count: Count,
  what: Type.String(),
  verdict: orNull(Type.String({ description: 'In words.' })),
  subject: orNull(Type.String()),
  excerpt: orNull(Type.String({ description: 'What the message said, or the client; shortened.' })),
  uri: orNull(Type.String()),
  position: orNull(Count),
  alertId: orNull(Name),
});

/** The scope over time, and all acts on it. */
export const Strip = shape('Strip', {
  clientId: Name,
  trueOn: At,
  knownOn: At,
  from: Given,
  to: Given,
  rows: Type.Array(
    Type.Object({
      label: Type.String(),
      says: Type.String({ description: 'How it stands to the scope, in a few words.' }),
      bands: Type.Array(Band),
      marks: Type.Array(Mark),
    }),
  ),
});
