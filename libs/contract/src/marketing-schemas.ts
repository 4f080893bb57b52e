import { Type } from '@sinclair/typebox';
import { ACTORS, CHANNELS, CONTENTS, DELIVERIES, SURFACE_KINDS } from '#domain';
import { LIST_MAX } from './limits.js';
import { AudienceSchema, OffersSchema, ProductIdsSchema } from './offer-schema.js';
import { Countries, Id, Text, Uri, WhenText, Word, listOf, oneOf } from './primitives.js';
import { dataSchema } from './data-schema.js';

/** What a contact and a campaign have in common: who says what, how, about which offers. */
const communication = {
  entityId: Id,
  actor: oneOf(ACTORS),
  channel: oneOf(CHANNELS),
  content: oneOf(CONTENTS),
  linksToPlatform: Type.Optional(Type.Boolean()),
  offers: Type.Optional(OffersSchema),
  productIds: Type.Optional(ProductIdsSchema),
  checkId: Type.Optional(Id),
  remunerated: Type.Optional(Type.Boolean()),
};

/** `data` of the events on the topic of marketing. */
export const MARKETING_SCHEMAS = {
  'marketing.contacted.v1': dataSchema('One client is contacted.', {
    contactId: Id,
    clientId: Id,
    ...communication,
    requestId: Type.Optional(Id),
    campaignId: Type.Optional(Id),
    delivery: Type.Optional(oneOf(DELIVERIES)),
    // What it said: kept as evidence, no verdict looks at it.
    subject: Type.Optional(Text),
    excerpt: Type.Optional(Text),
    uri: Type.Optional(Uri),
  }),
  'marketing.campaign-launched.v1': dataSchema('A campaign reaches an audience.', {
    campaignId: Id,
    ...communication,
    audience: AudienceSchema,
    until: Type.Optional(WhenText),
  }),
  'marketing.referral-rewarded.v1': dataSchema(
    'Someone is rewarded for referring the client; effective at the referral.',
    {
      clientId: Id,
      entityId: Id,
      referrerId: Id,
      promisedAt: Type.Optional(WhenText),
      paidAt: Type.Optional(WhenText),
      planned: Type.Boolean(),
    },
  ),
  'marketing.surface-published.v1': dataSchema('A site, app, page or store listing is up.', {
    surfaceId: Id,
    entityId: Id,
    uri: Uri,
    kind: oneOf(SURFACE_KINDS),
    languages: Type.Optional(listOf(Word, LIST_MAX)),
    marketingCopy: Type.Boolean(),
    targets: Type.Optional(Countries),
    geoBlocked: Type.Optional(Countries),
    until: Type.Optional(WhenText),
  }),
};
