import { Type } from '@sinclair/typebox';
import { CLASSIFICATION_BASES, MICA_SERVICES } from '#domain';
import { AssetTypeSchema, AudienceSchema, OffersSchema } from './offer-schema.js';
import { Countries, Dtis, Id, Text, oneOf } from './primitives.js';
import { dataSchema } from './data-schema.js';

const authorisation = {
  entityId: Id,
  services: Type.Array(oneOf(MICA_SERVICES), { minItems: 1, maxItems: 100 }),
  authority: Type.Optional(Text),
  reference: Type.Optional(Text),
};

/** `data` of the events on the topic of assets, products and authorisations. */
export const PRODUCT_SCHEMAS = {
  'asset.classified.v1': dataSchema('What type an asset has, from when, and why that is said.', {
    assetId: Id,
    name: Type.Optional(Text),
    assetType: AssetTypeSchema,
    basis: oneOf(CLASSIFICATION_BASES),
    dti: Type.Optional(Dtis),
  }),
  'product.defined.v1': dataSchema('What a product offers.', {
    productId: Id,
    entityId: Id,
    name: Text,
    offers: OffersSchema,
  }),
  'product.rolled-out.v1': dataSchema('A product is put before an audience.', {
    productId: Id,
    audience: AudienceSchema,
    visible: Type.Boolean(),
  }),
  'product.withdrawn.v1': dataSchema('A product is taken back; changes no verdict of an act.', { productId: Id }),
  'entity.authorised.v1': dataSchema(
    'An entity may provide services under MiCA: in the host states named, or in all of the perimeter.',
    { ...authorisation, countries: Type.Optional(Countries) },
  ),
  'entity.authorisation-ended.v1': dataSchema('An entity may no longer provide services.', authorisation),
};
