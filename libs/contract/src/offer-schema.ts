import { Type } from '@sinclair/typebox';
import { ART_BACKINGS, ASSET_CLASSES, LIQUIDITIES, SERVICES } from '#domain';
import { CLIENT_IDS_MAX, LIST_MAX, OFFERS_MAX } from './limits.js';
import { Countries, Currency, Id, Sha256, Technology, Uri, Word, listOf, oneOf } from './primitives.js';

/** The parts that the data of several events share. */

export const AssetTypeSchema = Type.Object({
  class: Type.Optional(oneOf(ASSET_CLASSES)),
  emtCurrency: Type.Optional(Currency),
  artBacking: Type.Optional(oneOf(ART_BACKINGS)),
  technologies: Type.Optional(listOf(Technology, LIST_MAX)),
  liquidity: Type.Optional(oneOf(LIQUIDITIES)),
});

export const OfferSchema = Type.Object({
  service: oneOf(SERVICES),
  assetId: Type.Optional(Id),
  assetType: Type.Optional(AssetTypeSchema),
  technology: Type.Optional(Technology),
});

export const OffersSchema = listOf(OfferSchema, OFFERS_MAX);
export const ProductIdsSchema = listOf(Id, OFFERS_MAX);

export const AudienceSchema = Type.Object({
  clientIds: Type.Optional(listOf(Id, CLIENT_IDS_MAX)),
  segmentIds: Type.Optional(listOf(Id, LIST_MAX)),
  countries: Type.Optional(Countries),
  everyone: Type.Optional(Type.Literal(true)),
  excludeCountries: Type.Optional(Countries),
});

export const EvidenceSchema = listOf(Type.Object({ kind: Word, uri: Uri, sha256: Sha256 }), LIST_MAX);
