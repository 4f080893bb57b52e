import type { ReplayAsked } from '../router/replay-search';
import { api, taken } from './client';
import type { ReplayLine } from './types';

/**
 * Goes through history as it was recorded.
 * @param tell called with the lines as they come
 * @throws ApiProblem; Error where the answer broke off before its end
 */
export async function readReplay(
  asked: ReplayAsked,
  signal: AbortSignal,
  tell: (lines: ReplayLine[]) => void,
): Promise<void> {
  const body = await taken(api.GET('/v1/replay', { params: { query: asked }, parseAs: 'stream', signal }));
  let rest = '';
  let ended = false;
  const reader = (body as unknown as ReadableStream<BufferSource>).pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const texts = (rest + value).split('\n');
    rest = texts.pop() ?? '';
    const lines = texts.map((text) => JSON.parse(text) as ReplayLine);
    ended ||= lines.some(({ kind }) => kind === 'end');
    if (lines.length > 0) tell(lines);
  }
  if (!ended) throw new Error('The replay broke off before its end; this is not all of it.');
}
