import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, taken } from './client';
import type { Check, CheckAnswer, CheckAnswerPage, ClientsOnFile } from './types';

export type Answer = 'MAY' | 'MAY_NOT' | 'PERSON';

export const checksQuery = infiniteQueryOptions({
  queryKey: ['checks', 'list'],
  queryFn: ({ pageParam, signal }) => {
    const query = { limit: 20, ...(pageParam === null ? {} : { cursor: pageParam }) };
    return taken(api.GET('/v1/checks', { params: { query }, signal }));
  },
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.nextCursor,
});

export const checkQuery = (checkId: string) =>
  queryOptions({
    queryKey: ['checks', checkId],
    queryFn: () => taken(api.GET('/v1/checks/{checkId}', { params: { path: { checkId } } })),
  });

export const answersQuery = (checkId: string, answer: Answer | undefined) =>
  infiniteQueryOptions({
    queryKey: ['checks', checkId, 'answers', answer ?? null],
    queryFn: ({ pageParam, signal }) => {
      const query = {
        limit: 100,
        ...(answer === undefined ? {} : { answer }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return taken(api.GET('/v1/checks/{checkId}/answers', { params: { path: { checkId }, query }, signal }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export const reconciliationQuery = (checkId: string) =>
  queryOptions({
    queryKey: ['checks', checkId, 'reconciliation'],
    queryFn: () => taken(api.GET('/v1/checks/{checkId}/reconciliation', { params: { path: { checkId } } })),
  });

/** @param events CloudEvents of what has not happened */
export const createCheck = (events: Record<string, unknown>[]): Promise<Check> =>
  taken(api.POST('/v1/checks', { body: { events } }));

/** What a plan can be about. @param q part of an id or a name; empty: all */
export const choicesQuery = (q: string) =>
  queryOptions({
    queryKey: ['checks', 'choices', q],
    queryFn: ({ signal }) => taken(api.GET('/v1/checks/choices', { params: { query: q === '' ? {} : { q } }, signal })),
    staleTime: 60_000,
  });

/** How many ids are looked up at once. */
const LOOKED_UP_AT_ONCE = 10_000;

/** Which of these ids are on file; only the ids leave the browser. */
export async function clientsOnFile(clientIds: readonly string[]): Promise<ClientsOnFile> {
  const found: ClientsOnFile = { onFile: [], merged: [] };
  for (let from = 0; from < clientIds.length; from += LOOKED_UP_AT_ONCE) {
    const asked = clientIds.slice(from, from + LOOKED_UP_AT_ONCE);
    const { onFile, merged } = await taken(api.POST('/v1/checks/known', { body: { clientIds: asked } }));
    found.onFile.push(...onFile);
    found.merged.push(...merged);
  }
  return found;
}

/** Every answer of a check, page by page. @param tell how many there are so far */
export async function allAnswers(checkId: string, tell: (done: number) => void): Promise<CheckAnswer[]> {
  const answers: CheckAnswer[] = [];
  for (let cursor: string | null = null; ;) {
    const query = { limit: 1_000, ...(cursor === null ? {} : { cursor }) };
    const page: CheckAnswerPage = await taken(
      api.GET('/v1/checks/{checkId}/answers', { params: { path: { checkId }, query } }),
    );
    answers.push(...page.items);
    tell(answers.length);
    if (page.nextCursor === null) return answers;
    cursor = page.nextCursor;
  }
}
