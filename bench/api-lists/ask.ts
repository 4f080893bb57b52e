import type { Question } from './questions.js';

export interface Measured {
  readonly name: string;
  readonly answers: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

interface Page {
  readonly nextCursor?: string | null;
}

/** Asks one question by so many callers at once until each has had `rounds` answers to its last page. */
export async function ask(
  { name, path, pages }: Question,
  { url, key, callers, rounds }: { url: string; key: string; callers: number; rounds: number },
): Promise<Measured> {
  const times: number[] = [];
  const askOnce = async (to: string): Promise<Page> => {
    const startedAt = performance.now();
    const answer = await fetch(`${url}${to}`, { headers: { Authorization: `Bearer ${key}` } });
    const body = await answer.text();
    times.push(performance.now() - startedAt);
    if (!answer.ok) throw new Error(`${to} was answered with ${answer.status}: ${body}`);
    return JSON.parse(body) as Page;
  };
  const caller = async (): Promise<void> => {
    for (let round = 0; round < rounds; round += 1) {
      let to: string | undefined = path;
      for (let page = 0; page < pages && to !== undefined; page += 1) {
        const { nextCursor }: Page = await askOnce(to);
        to = typeof nextCursor === 'string' ? withCursor(path, nextCursor) : undefined;
      }
    }
  };
  // The first answers warm caches and the compiler, which a service that runs has behind it.
  await askOnce(path);
  times.length = 0;
  await Promise.all(Array.from({ length: callers }, caller));
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { name, answers: times.length, p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
}

const withCursor = (path: string, cursor: string): string =>
  `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
