import { setTimeout as sleep } from 'node:timers/promises';
import { PartAway } from './support/part-away';
import { amount } from './support/soak';

describe('a part that goes away under load', () => {
  let under: PartAway;
  beforeAll(async () => {
    under = await PartAway.open('restarts-at-length');
  });
  afterAll(() => under?.close());

  it('as both do in an orderly way, is waited for', async () => {
    await under.during(async () => {
      await Promise.all([under.parts.restartPostgres('clean'), under.parts.restartKafka('clean')]);
    });
    await under.goesOn('after-both');
  });

  it('as Kafka that crashes, loses nothing and doubles nothing', async () => {
    for (let crash = 0; crash < amount(1, 10); crash += 1) {
      await under.during(async () => {
        await sleep(500);
        await under.parts.restartKafka('crash');
      });
    }
    await under.goesOn('after-kafka');
  });
});
