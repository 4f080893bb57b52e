import { Type } from '@sinclair/typebox';
import { LANES, SEVERITIES, VERDICTS } from '#domain';
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
  offer: Offer,
  verdict: wordOf(VERDICTS),
  row: Type.Integer(),
  severity: orNull(wordOf(SEVERITIES)),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  reasons: Type.Array(Identity),
  alertId: orNull(Name),
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
