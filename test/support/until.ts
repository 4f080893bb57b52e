import { setTimeout as sleep } from 'node:timers/promises';
import { DEADLINE_MS } from './deadline';

interface Waiting {
  readonly withinMs?: number;
  readonly everyMs?: number;
}

/**
 * Asks again and again until there is an answer.
 * @param what ends the sentence "waited in vain until"
 * @param ask `undefined` or `false` for not yet; an error that it throws ends the waiting
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false>,
  { withinMs = DEADLINE_MS, everyMs = 50 }: Waiting = {},
): Promise<T> {
  const giveUpAt = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (performance.now() > giveUpAt) throw new Error(`Waited ${withinMs / 1000} s in vain until ${what}.`);
    await sleep(everyMs);
  }
}
