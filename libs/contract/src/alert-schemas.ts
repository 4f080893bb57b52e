import { Type, type Static } from '@sinclair/typebox';
import { SEVERITIES, SOURCE_STATUSES, VERDICTS } from '#domain';
import type { DeepReadonly } from './deep-readonly.js';
import { LIST_MAX } from './limits.js';
import { OfferSchema } from './offer-schema.js';
import { ActId, Id, InstantText, Text, WhenText, Word, listOf, oneOf } from './primitives.js';

/** Why an alert was judged anew. */
export const ALERT_CAUSES = ['LATE_FACT', 'CORRECTION', 'RETRACTION', 'MERGE', 'POLICY', 'OCCURRENCE'] as const;
export type AlertCause = (typeof ALERT_CAUSES)[number];

const BooleanOrNull = Type.Unsafe<boolean | null>({ type: ['boolean', 'null'] });

const alert = (description: string) =>
  Type.Object(
    {
      alertId: Id,
      incidentId: Type.Optional(Id),
      clientId: Id,
      entityId: Id,
      verdict: oneOf(VERDICTS),
      previousVerdict: Type.Optional(oneOf(VERDICTS)),
      cause: Type.Optional(oneOf(ALERT_CAUSES)),
      severity: oneOf(SEVERITIES),
      offer: Type.Union([OfferSchema, Type.Object({ productId: Id }), Type.Null()]),
      newService: BooleanOrNull,
      newAssetType: BooleanOrNull,
      act: Type.Object({ source: Id, id: ActId, type: Id, effectiveAt: WhenText }),
      citations: listOf(Type.Object({ article: Text, sourceStatus: oneOf(SOURCE_STATUSES) }), LIST_MAX),
      policyVersion: Word,
      explanation: Text,
      effectiveAt: WhenText,
      detectedAt: InstantText,
      status: Word,
    },
    { description },
  );

/** `data` of the messages that tell every change of an alert. */
export const ALERT_SCHEMAS = {
  'alert.raised.v1': alert('An act alerts, or needs a person.'),
  'alert.rejudged.v1': alert('An alert has another verdict than before, or the same for another cause.'),
  'alert.superseded.v1': alert('What alerted no longer does.'),
  'alert.status-changed.v1': alert('A person acknowledged, assigned, commented, escalated, closed or re-opened it.'),
};
export type AlertType = keyof typeof ALERT_SCHEMAS;
export type AlertData = DeepReadonly<Static<(typeof ALERT_SCHEMAS)['alert.raised.v1']>>;
