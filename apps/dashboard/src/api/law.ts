import { queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { components } from './schema';

export type Law = components['schemas']['Law'];

/** The provisions with their wording, the decision table in words, and the glossary: the same for as long as the server runs. */
export const lawQuery = queryOptions({
  queryKey: ['law'],
  queryFn: () => taken(api.GET('/v1/law')),
  staleTime: Infinity,
});
