import { setTimeout as sleep } from 'node:timers/promises';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { RestoreGuard } from '#restore';
import { createMetrics, onLauncherGone, OpsModule, type Check, type Config, type Log, type OpsOptions } from '#runtime';

const ASK_AGAIN_MS = 1_000;

@Module({})
class HeldBackModule {
  static register(ops: OpsOptions): DynamicModule {
    return { module: HeldBackModule, imports: [OpsModule.register(ops)] };
  }
}

/**
 * Waits until the database may be written to. Nothing is recorded while it was put back to an earlier time and nobody has put
 * that on record: a position that is given out then may stand outside for something else. While Kafka is away it isn't known,
 * and there is nothing to read either. Meanwhile the monitor is not ready, and says why.
 */
export async function untilMayRecord(guard: RestoreGuard, config: Config, log: Log): Promise<void> {
  let trouble: string | undefined;
  // A part that is away is asked again: there is nothing else to do.
  const mayRecord = (): Promise<boolean> =>
    guard.mayRecord().then(
      (may) => {
        trouble = undefined;
        return may;
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        if (message !== trouble) log.warn({ err: error }, 'whether the database was restored is not known yet');
        trouble = message;
        return false;
      },
    );
  if (await mayRecord()) return;
  let waiting = true;
  onLauncherGone(process.env, () => {
    if (waiting) process.exit(0);
  });
  const checks = (): Promise<Check[]> => {
    const unknown: Check = { name: 'kafka', ok: false, detail: trouble ?? 'not known yet' };
    return Promise.resolve([trouble === undefined ? (guard.check() ?? unknown) : unknown]);
  };
  const ops = { registry: createMetrics('monitor'), checks, access: config.metrics };
  const app = await NestFactory.create(HeldBackModule.register(ops), { logger: ['error', 'warn'] });
  await app.listen(config.ports.monitor, config.host);
  while (!(await mayRecord())) await sleep(ASK_AGAIN_MS);
  await app.close();
  waiting = false;
}
