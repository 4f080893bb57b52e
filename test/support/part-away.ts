import { setTimeout as sleep } from 'node:timers/promises';
import { clientIds, customers, everydayLife, exchangeOf, promoted } from './events';
import { ownParts, type OwnParts } from './parts';
import { Pipeline } from './pipeline';
import { expectVerified } from './verified';

/** Acts a client while a part is away; it goes on until the part is back. */
const ROUNDS = 8;

/** A pipeline under load on parts of its own, which can go away. */
export class PartAway {
  private prefix = 0;

  private constructor(
    readonly pipeline: Pipeline,
    readonly parts: OwnParts,
  ) {}

  static async open(name: string): Promise<PartAway> {
    const parts = await ownParts();
    const pipeline = await Pipeline.open(name, { batch: 50 });
    await pipeline.start();
    return new PartAway(pipeline, parts);
  }

  async close(): Promise<void> {
    await this.pipeline.close();
    await this.parts.stop();
  }

  /** Load from before the fault until it is over. */
  async during(fault: () => Promise<void>): Promise<void> {
    let away = true;
    const over = fault().finally(() => {
      away = false;
    });
    for (; away; this.prefix += 1) {
      const ids = clientIds(`c${this.prefix}`, 10);
      await this.sendThrough([...customers(ids), ...everydayLife(ids, ROUNDS)]);
      await sleep(100);
    }
    await over;
  }

  /** All is on record and told, what comes now too. */
  async goesOn(name: string): Promise<void> {
    await this.sendThrough([...customers([name]), promoted(name, 50_000, exchangeOf('ETH'))]);
    await expectVerified(this.pipeline);
    expect((await this.pipeline.sent('alerts')).some(({ key }) => key === name)).toBe(true);
  }

  /** Sends events whatever happens; what may not have arrived is sent again, so some arrive twice. */
  private async sendThrough(events: Parameters<Pipeline['send']>[0]): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        return await this.pipeline.send(events);
      } catch (error) {
        if (failures >= 20) throw error;
        await this.pipeline.reconnect();
        await sleep(500);
      }
    }
  }
}
