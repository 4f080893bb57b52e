import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from './support/child';
import { People } from './support/people';
import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { life } from './support/under-load';
import { expectVerified } from './support/verified';

/** A server that is shut down, a pooler that is restarted, an administrator in a hurry. */
const END_ALL = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND application_name LIKE 'scopewatch-%' AND application_name NOT LIKE 'scopewatch-test%'`;

describe('a storm of ended database sessions', () => {
  let pipeline: Pipeline;
  let people: People;
  afterAll(async () => {
    await people.close();
    await pipeline.close();
  });

  it('ends no process, loses nothing, and everything goes on afterwards', async () => {
    pipeline = await Pipeline.open('ended-sessions', { batch: 20 });
    const { database } = pipeline;
    const listening = { DATABASE_LISTEN_URL: database.appUrl };
    const [monitor, notifier, { api, url }] = await Promise.all([
      pipeline.startMonitor(listening),
      pipeline.startNotifier(listening),
      pipeline.startApi({ ...listening, SCOPEWATCH_PARITY_SECONDS: '1' }),
    ]);
    const all: readonly Child[] = [monitor, notifier, api];
    people = await People.open(database.appUrl, url);
    const viewer = await people.signIn('vera', { roles: ['viewer'] });
    for (let round = 0; round < amount(12, 300); round += 1) {
      await pipeline.send(life(`e${round}`, 4));
      // At moments that have nothing to do with what is being done.
      for (let blow = 0; blow < 3; blow += 1) {
        await database.query(END_ALL);
        await viewer.get('/v1/alerts').catch(() => undefined);
        await sleep(Math.random() * 150);
      }
      for (const child of all) child.requireRunning();
    }
    await expectVerified(pipeline);
    for (const child of all) child.requireRunning();
    expect((await viewer.get('/v1/alerts')).status).toBe(200);
  });
});
