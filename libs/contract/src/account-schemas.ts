import { Type } from '@sinclair/typebox';
import { CHANNELS, CLIENT_KINDS, ENABLED_BY, EXPOSURE_RESULTS, PROMPTED, PURPOSES } from '#domain';
import { LIST_MAX } from './limits.js';
import { EvidenceSchema, OfferSchema, OffersSchema } from './offer-schema.js';
import { Country, CountryOrNull, Id, Text, WhenText, listOf, oneOf } from './primitives.js';
import { dataSchema } from './data-schema.js';

const ofClient = { clientId: Id };
const ofRelationship = { clientId: Id, entityId: Id };
const ofAccount = { accountId: Id, clientId: Id, entityId: Id };

const purpose = Type.Optional(oneOf(PURPOSES));

/** `data` of the events on the topic of clients and their accounts. */
export const ACCOUNT_SCHEMAS = {
  'client.onboarded.v1': dataSchema('A client enters a relationship with an entity of the firm.', {
    ...ofRelationship,
    kind: oneOf(CLIENT_KINDS),
    country: Type.Optional(Country),
    firstContact: Type.Optional(Type.Object({ at: WhenText, channel: oneOf(CHANNELS) })),
    thirdCountryAcknowledgedAt: Type.Optional(WhenText),
    exposureCheck: Type.Optional(
      Type.Object({
        at: WhenText,
        result: oneOf(EXPOSURE_RESULTS),
        sources: Type.Optional(listOf(Text, LIST_MAX)),
      }),
    ),
    evidence: Type.Optional(EvidenceSchema),
  }),
  'client.requested.v1': dataSchema('A client asks for services; effective at requestedAt.', {
    ...ofRelationship,
    requestId: Id,
    channel: oneOf(CHANNELS),
    offers: OffersSchema,
    prompted: oneOf(PROMPTED),
    openEnded: Type.Optional(Type.Boolean()),
    words: Type.Optional(Text),
    evidence: Type.Optional(EvidenceSchema),
    requestedAt: WhenText,
  }),
  'client.narrowed.v1': dataSchema(
    'A client no longer wants a request, some offers, or both: ends those scope entries.',
    { ...ofRelationship, requestId: Type.Optional(Id), offers: Type.Optional(OffersSchema) },
    {
      anyOf: [
        { required: ['requestId'], properties: { requestId: { type: 'string' } } },
        { required: ['offers'], properties: { offers: { type: 'array', minItems: 1 } } },
      ],
    },
  ),
  'client.moved.v1': dataSchema('Where a client lives from now on.', { ...ofClient, country: CountryOrNull }),
  'client.merged.v1': dataSchema('Two ids are one client; clientId survives.', { ...ofClient, mergedClientId: Id }),
  'client.unmerged.v1': dataSchema('A merge was wrong.', { ...ofClient, mergedClientId: Id }),
  'relationship.closed.v1': dataSchema(
    'The relationship of a client with an entity ends; with windDown what it was about may still be left.',
    { ...ofRelationship, windDown: Type.Optional(Type.Literal(true)) },
  ),
  'relationship.reopened.v1': dataSchema('A closed relationship goes on.', ofRelationship),
  'account.opened.v1': dataSchema('An account of a client is opened.', ofAccount),
  'account.closed.v1': dataSchema('An account of a client is closed.', ofAccount),
  'account.service-enabled.v1': dataSchema('A service is switched on for an account.', {
    ...ofAccount,
    offer: OfferSchema,
    requestId: Type.Optional(Id),
    enabledBy: oneOf(ENABLED_BY),
    visible: Type.Optional(Type.Boolean()),
    purpose,
  }),
  'account.service-disabled.v1': dataSchema('A service is switched off; changes no verdict.', {
    ...ofAccount,
    offer: OfferSchema,
  }),
  'account.service-used.v1': dataSchema('A service is used on an account.', {
    ...ofAccount,
    offer: OfferSchema,
    purpose,
  }),
  'segment.changed.v1': dataSchema('A client joins or leaves a segment.', {
    ...ofClient,
    segmentId: Id,
    member: Type.Boolean(),
  }),
  'fact.retracted.v1': dataSchema('A fact is to be taken as never recorded, for one client or for everyone.', {
    clientId: Type.Optional(Id),
    retracts: Type.Object({ source: Id, id: Id }),
    reason: Text,
    by: Id,
  }),
};
