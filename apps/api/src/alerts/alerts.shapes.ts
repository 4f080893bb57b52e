import { JUDGED_KINDS, WORK_KINDS } from '#log/codec';
import { Type, type Static } from '@sinclair/typebox';
import { FACETS, LAST_ROW, SEVERITIES, SOURCE_STATUSES, VERDICTS, CLOSE_REASONS, ALERT_STATUSES } from '#domain';
import { At, Count, Name, orNull, pageOf, shape, wordOf, Words } from '../http/shape.js';

export const Offer = Type.Unsafe<
  | { service: string; assetId?: string; assetType?: { class?: string }; technology?: string }
  | { productId: string }
  | null
>({
  type: ['object', 'null'],
  description:
    'What was offered, as the event says it; {productId} for a product that was never defined; null where the act offers nothing.',
});

export const ActRef = Type.Object({
  source: Type.String(),
  id: Type.String(),
  type: Type.String(),
  effectiveAt: Type.String(),
});

/** One facet by which what was offered differs from what was asked for. */
export const Difference = shape('Difference', {
  facet: wordOf(['service', ...FACETS] as const),
  offered: Type.Array(Type.String(), {
    description:
      'The value offered. Several where the asset is on several technologies or its classification is not certain.',
  }),
  requested: Type.Array(Type.String()),
  offeredAsset: orNull(Type.String()),
  requestedAsset: orNull(Type.String()),
  requests: Type.Array(Type.Object({ source: Type.String(), id: Type.String() }), {
    description: 'The requests compared with: for an asset the one that differs least, for a service all in the scope.',
  }),
});

/** A proposed change that waits for a second person. */
export const Proposal = shape('Proposal', {
  action: wordOf(['close'] as const),
  reason: wordOf(CLOSE_REASONS),
  text: Type.String(),
  by: Name,
  at: At,
});

const summary = {
  alertId: Name,
  clientId: Name,
  /** After a merge the client that the alert is shown with. */
  survivorId: Name,
  entityId: Name,
  verdict: orNull(wordOf(VERDICTS)),
  severity: wordOf(SEVERITIES),
  article61_2: Type.Boolean({
    description: 'Whether something beyond the scope was marketed or enabled, which Article 61(2) is about.',
  }),
  kind: wordOf(['MARKETED', 'ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'] as const),
  active: Type.Boolean({ description: 'False once it was superseded: by what is known now the act no longer alerts.' }),
  status: wordOf(ALERT_STATUSES),
  assignee: orNull(Name),
  offer: Offer,
  service: orNull(Type.String()),
  assetClass: Type.String({ description: 'The class of the asset at the time of the act, or UNSPECIFIED.' }),
  newService: orNull(Type.Boolean()),
  newAssetType: orNull(Type.Boolean()),
  act: ActRef,
  incidentId: orNull(Name),
  campaign: orNull({ ...Name, description: 'The id of the campaign that the act was part of.' }),
  country: orNull(Type.String()),
  effectiveAt: orNull(At),
  raisedAt: At,
  changedAt: At,
  dueAt: orNull(At),
  overdue: Type.Boolean(),
  changedSinceClosed: Type.Boolean(),
  silenced: Type.Boolean(),
  proposed: orNull(Proposal),
  closingTakesTwo: Type.Boolean({
    description: 'Whether closing it is only proposed, and somebody else approves, by the rule pack in force.',
  }),
  occurrences: Count,
  reason: Type.String({ description: 'Why it alerts, in one sentence: the row of the decision table in words.' }),
  explanation: Type.String({ description: 'Why it alerts, in sentences.' }),
  etag: Type.String({
    description:
      'The version of the alert. Send it as If-Match with a step, which is then refused if the alert has changed since.',
  }),
};

export const AlertSummary = shape('AlertSummary', summary);

export const AlertPage = pageOf(AlertSummary);

/** One stretch of a sentence. */
const SentencePiece = Type.Object({
  text: Type.String(),
  at: orNull(
    Type.String({
      description: 'Where the text is a time, in UTC: which, as RFC 3339, or a date where only that is known.',
    }),
  ),
  isExact: Type.Boolean({ description: 'Whether it gives the minute.' }),
});

/** The sentence to sign on an alert. */
export const Sentence = shape('Sentence', {
  text: Type.String({ description: 'With its times in UTC, as it stands in the evidence report.' }),
  pieces: Type.Array(SentencePiece, {
    description: 'The same piece by piece, for whoever shows its times by other clocks.',
  }),
});

const detail = {
  ...summary,
  row: Type.Integer({
    minimum: 1,
    maximum: LAST_ROW,
    description: 'The row of the decision table that gave the verdict.',
  }),
  reasons: Type.Array(Type.Object({ source: Type.String(), id: Type.String() }), {
    description: 'The events that the verdict rests on, the act first.',
  }),
  citations: Type.Array(Type.Object({ article: Type.String(), sourceStatus: wordOf(SOURCE_STATUSES) })),
  differences: Type.Array(Difference, {
    description: 'In rows 13 and 14: what makes the type of asset or service new.',
  }),
  standsOn: Type.Array(Type.String(), { description: 'In row 7: why no request supports the act, in sentences.' }),
  doubts: Type.Array(Type.String(), {
    description: 'What is not certain, in sentences, where a person has to decide.',
  }),
  policyVersion: Type.String(),
  firstUse: orNull(Type.String()),
  lastUse: orNull(Type.String()),
};

export const Alert = shape('Alert', detail);

export const SignedAlert = shape('SignedAlert', {
  ...detail,
  /** Null where by what is known now it no longer alerts, or where the client was erased. */
  sentence: orNull(Sentence),
});

export type Alert = Static<typeof Alert>;

export type AlertSummary = Static<typeof AlertSummary>;

export const CHANGES = [...JUDGED_KINDS, ...WORK_KINDS] as const;

export const AlertChange = shape('AlertChange', {
  position: Count,
  alertId: Name,
  clientId: Name,
  entityId: Name,
  change: wordOf(CHANGES),
  recordedAt: At,
  actor: orNull(Name),
  cause: orNull(Type.String()),
  verdict: orNull(Type.String()),
  previousVerdict: orNull(Type.String()),
  severity: Type.String(),
  status: Type.String(),
  policyVersion: Type.String(),
  explanation: Type.String(),
  note: orNull(Type.Record(Type.String(), Type.Unknown())),
});

export const AlertHistory = shape('AlertHistory', { items: Type.Array(AlertChange) });

const Counted = Type.Array(Type.Object({ value: Type.String(), count: Count }));

/** How many alerts there are by each field, under the filter less that field itself. */
export const FilterCounts = shape('AlertFacets', {
  total: Count,
  facets: Type.Object({
    severity: Counted,
    verdict: Counted,
    status: Counted,
    entityId: Counted,
    service: Counted,
    assetClass: Counted,
    country: Counted,
    kind: Counted,
    assignee: Counted,
    proposal: Counted,
  }),
});

/** What a second person decides of several closings that were proposed. */
export const ClosingDecision = Type.Object({
  alerts: Type.Array(
    Type.Object({
      alertId: Name,
      etag: Type.Optional(
        Type.String({
          maxLength: 100,
          description: 'The version that was seen; if it has changed since, it is refused.',
        }),
      ),
    }),
    { minItems: 1, maxItems: 500 },
  ),
  decision: wordOf(['approve', 'reject'] as const),
  text: Words,
});

export const WorkOutcome = shape('WorkOutcome', {
  done: Type.Array(Alert),
  refused: Type.Array(Type.Object({ alertId: Name, code: Type.String(), message: Type.String() })),
});
