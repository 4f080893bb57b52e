import { queryOptions } from '@tanstack/react-query';
import { present } from '../router/search-fields';
import { api, taken } from './client';
import type { Erasure, LegalHold } from './types';

const SOON_MS = 1_000;
/** As many are listed. */
export const LISTED_MAX = 200;

/** Agreed to, and not yet seen to everywhere. */
export const isUnderWay = ({ state }: Erasure): boolean => state === 'APPROVED' || state === 'CARRIED_OUT';

/** Of one client under whichever of their ids, or of everybody. */
export const erasuresQuery = (clientId?: string) =>
  queryOptions({
    queryKey: ['erasures', clientId ?? null],
    queryFn: () =>
      taken(api.GET('/v1/erasures', { params: { query: { limit: LISTED_MAX, ...present({ clientId }) } } })),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) === true ? SOON_MS : false),
  });

/** Of one client under whichever of their ids, or of everybody. */
export const holdsQuery = (clientId?: string) =>
  queryOptions({
    queryKey: ['holds', clientId ?? null],
    queryFn: () => taken(api.GET('/v1/holds', { params: { query: { limit: LISTED_MAX, ...present({ clientId }) } } })),
  });

interface AboutClient {
  clientId: string;
  reason: string;
}

/** @throws ApiProblem REFUSED with `holds`, where one stands */
export const requestErasure = (body: AboutClient): Promise<Erasure> => taken(api.POST('/v1/erasures', { body }));

/** @throws ApiProblem SECOND_PERSON where it is the caller's own, or REFUSED with `holds` */
export const approveErasure = (erasureId: string): Promise<Erasure> =>
  taken(api.POST('/v1/erasures/{erasureId}/approve', { params: { path: { erasureId } } }));

export const rejectErasure = (erasureId: string, reason: string): Promise<Erasure> =>
  taken(api.POST('/v1/erasures/{erasureId}/reject', { params: { path: { erasureId } }, body: { reason } }));

export const placeHold = (body: AboutClient): Promise<LegalHold> => taken(api.POST('/v1/holds', { body }));

export const liftHold = (holdId: string, reason: string): Promise<LegalHold> =>
  taken(api.POST('/v1/holds/{holdId}/lift', { params: { path: { holdId } }, body: { reason } }));

/** Where all that is held of a client is downloaded: for a program, or for the client to read. */
export const heldAddress = (clientId: string, form: 'json' | 'page'): string =>
  `/v1/clients/${encodeURIComponent(clientId)}/held${form === 'page' ? '.html' : ''}`;
