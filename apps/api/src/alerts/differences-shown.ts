import type { Static } from '@sinclair/typebox';
import type { FacetDifference } from '#domain';
import type { Difference } from './alerts.shapes.js';

/** By what a type is new, as it is given over HTTP; of what was recorded before that was told, nothing. */
export const differencesShown = (differences: readonly FacetDifference[] | undefined): Static<typeof Difference>[] =>
  (differences ?? []).map(({ facet, offered, requested, offeredAsset, requestedAsset, requests }) => ({
    facet,
    offered: [...offered],
    requested: [...requested],
    offeredAsset,
    requestedAsset,
    requests: requests.map(({ source, id }) => ({ source, id })),
  }));
