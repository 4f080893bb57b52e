import { setTimeout as sleep } from 'node:timers/promises';

const GIVE_UP_MS = 15 * 60_000;

/** Asks again and again until it is so. @param what ends the sentence "waited in vain until" */
export async function until(what: string, everyMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAt = performance.now() + GIVE_UP_MS;
  while (!(await isSo())) {
    if (performance.now() > giveUpAt) throw new Error(`Waited ${GIVE_UP_MS / 60_000} min in vain until ${what}.`);
    await sleep(everyMs);
  }
}
