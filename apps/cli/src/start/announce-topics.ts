import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Reporter } from '#devstack';

const LOOK_EVERY_MS = 2_000;

interface Stopped {
  readonly topic: string;
  readonly detail: string;
}

/** Says when a topic is no longer read, and when it is again. */
export async function announceTopics(databaseUrl: string, print: Reporter, signal: AbortSignal): Promise<void> {
  const told = new Map<string, string>();
  while (!signal.aborted) {
    const stopped = await stoppedTopics(databaseUrl);
    for (const { topic, detail } of stopped ?? []) {
      if (told.get(topic) === detail) continue;
      told.set(topic, detail);
      print.warn(
        `${detail}. It is not read any more; all others are. From where it is read on, two people decide: ` +
          `scopewatch topics rebind ${topic} --from beginning|OFFSET|TIME`,
      );
    }
    for (const topic of told.keys()) {
      if (stopped === undefined || stopped.some((each) => each.topic === topic)) continue;
      told.delete(topic);
      print.info(`${topic} is read again.`);
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** @returns `undefined` while the database doesn't answer */
async function stoppedTopics(databaseUrl: string): Promise<Stopped[] | undefined> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query<Stopped>('SELECT topic, detail FROM topic_stop ORDER BY topic')).rows;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
