import { queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { components } from './schema';

export type SavedView = components['schemas']['SavedView'];

export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: () => taken(api.GET('/v1/views')),
});

export const saveView = (view: Pick<SavedView, 'name' | 'shared' | 'search'>): Promise<SavedView> =>
  taken(api.POST('/v1/views', { body: view }));

export const deleteView = (viewId: string): Promise<SavedView> =>
  taken(api.DELETE('/v1/views/{viewId}', { params: { path: { viewId } } }));
