import { setTimeout as sleep } from 'node:timers/promises';
import { PartAway } from './support/part-away';
import { amount } from './support/soak';

describe('a part that goes away under load', () => {
  let under: PartAway;
  beforeAll(async () => {
    under = await PartAway.open('restarts');
  });
  afterAll(() => under?.close());

  it('as PostgreSQL that crashes, loses nothing and doubles nothing', async () => {
    for (let crash = 0; crash < amount(1, 20); crash += 1) {
      await under.during(async () => {
        await sleep(500);
        await under.parts.restartPostgres('crash');
      });
    }
    await under.goesOn('after-postgres');
  });
});
