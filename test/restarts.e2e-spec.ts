import { setTimeout as sleep } from 'node:timers/promises';
import { clientIds, customers, everydayLife, promoted, exchangeOf } from './support/events';
import { ownParts, type OwnParts } from './support/parts';
import { Pipeline } from './support/pipeline';
import { amount } from './support/soak';
import { expectVerified } from './support/verified';

/** Acts a client while a part is away; it goes on until the part is back. */
const ROUNDS = 8;

describe('a part that goes away under load', () => {
  let pipeline: Pipeline;
  let parts: OwnParts;
  let prefix = 0;
  beforeAll(async () => {
    parts = await ownParts();
    pipeline = await Pipeline.open('restarts', { batch: 50 });
    await pipeline.start();
  });
  afterAll(async () => {
    await pipeline.close();
    await parts.stop();
  });

  /** Sends events whatever happens; what may not have arrived is sent again, so some arrive twice. */
  const sendThrough = async (events: Parameters<Pipeline['send']>[0]): Promise<void> => {
    for (let failures = 0; ; failures += 1) {
      try {
        return await pipeline.send(events);
      } catch (error) {
        if (failures >= 20) throw error;
        await pipeline.reconnect();
        await sleep(500);
      }
    }
  };

  const during = async (fault: () => Promise<void>): Promise<void> => {
    let away = true;
    const over = fault().finally(() => {
      away = false;
    });
    for (; away; prefix += 1) {
      const ids = clientIds(`c${prefix}`, 10);
      await sendThrough([...customers(ids), ...everydayLife(ids, ROUNDS)]);
      await sleep(100);
    }
    await over;
  };

  const lastAlert = async (name: string): Promise<void> => {
    await sendThrough([...customers([name]), promoted(name, 50_000, exchangeOf('ETH'))]);
    await expectVerified(pipeline);
    expect((await pipeline.told('alerts')).some(({ key }) => key === name)).toBe(true);
  };

  it('as both do in an orderly way, is waited for', async () => {
    await during(async () => {
      await Promise.all([parts.restartPostgres('clean'), parts.restartKafka('clean')]);
    });
    await lastAlert('after-both');
  });

  it('as PostgreSQL that crashes, loses nothing and doubles nothing', async () => {
    for (let crash = 0; crash < amount(1, 20); crash += 1) {
      await during(async () => {
        await sleep(500);
        await parts.restartPostgres('crash');
      });
    }
    await lastAlert('after-postgres');
  });

  it('as Kafka that crashes, loses nothing and doubles nothing', async () => {
    for (let crash = 0; crash < amount(1, 10); crash += 1) {
      await during(async () => {
        await sleep(500);
        await parts.restartKafka('crash');
      });
    }
    await lastAlert('after-kafka');
  });
});
