import { setTimeout as sleep } from 'node:timers/promises';
import type { Reporter } from '#devstack';
import { stoppedTopics } from './announce.queries.js';
import { askDatabase } from './ask-database.js';

const LOOK_EVERY_MS = 2_000;

/** Says when a topic is no longer read, and when it is again. */
export async function announceTopics(databaseUrl: string, print: Reporter, signal: AbortSignal): Promise<void> {
  const announced = new Map<string, string>();
  while (!signal.aborted) {
    const stopped = await askDatabase(databaseUrl, stoppedTopics);
    for (const { topic, detail } of stopped ?? []) {
      if (announced.get(topic) === detail) continue;
      announced.set(topic, detail);
      print.warn(
        `${detail}. It is not read any more; all others are. From where it is read on, two people decide: ` +
          `scopewatch topics rebind ${topic} --from beginning|OFFSET|TIME`,
      );
    }
    for (const topic of announced.keys()) {
      if (stopped === undefined || stopped.some((each) => each.topic === topic)) continue;
      announced.delete(topic);
      print.info(`${topic} is read again.`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}
