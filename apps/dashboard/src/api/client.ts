import createClient, { type Middleware } from 'openapi-fetch';
import { ApiProblem } from './problem';
import type { paths } from './schema';
import { noteListBehind } from './list-behind';
import { uuid } from './uuid';

const SAFE = new Set(['GET', 'HEAD']);
/** Asks only: what was asked is not kept, so there is nothing to be kept for a repetition. */
const QUESTIONS = new Set(['/v1/checks/known', '/v1/policies/preview']);
let csrfToken: string | null = null;

/** For so long after a step of one's own nothing that was counted before it will do. */
const OWN_STEP_MS = 10_000;
let ownStepAt = -Infinity;

/** Told by `/v1/me`; goes with every request that changes something. */
export const rememberCsrfToken = (token: string | null): void => {
  csrfToken = token;
};

const guarded: Middleware = {
  onRequest({ request, schemaPath }) {
    if (SAFE.has(request.method)) {
      if (performance.now() - ownStepAt < OWN_STEP_MS) request.headers.set('Cache-Control', 'no-cache');
      return request;
    }
    if (csrfToken !== null) request.headers.set('X-CSRF-Token', csrfToken);
    if (!QUESTIONS.has(schemaPath)) request.headers.set('Idempotency-Key', uuid());
    return request;
  },
  onResponse({ request, response }) {
    if (!SAFE.has(request.method) && response.ok) ownStepAt = performance.now();
    if (response.headers.get('Scopewatch-List-Behind') === 'true') noteListBehind();
    return undefined;
  },
};

export const api = createClient<paths>({ baseUrl: '/' });
api.use(guarded);

interface Answer<T> {
  data?: T | undefined;
  error?: unknown;
  response: Response;
}

/** @throws ApiProblem for anything but success */
export async function taken<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await answer;
  if (!response.ok) throw new ApiProblem(response.status, error);
  return data as T;
}
