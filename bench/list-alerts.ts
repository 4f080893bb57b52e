import { createDataSource, followAlertChanges, withSession } from '#store';
import type { Measurement } from './measurement.js';
import { UsageMeter } from './usage/usage-meter.js';

const BATCH = 1_000;

/** Lists all alerts that wait for it, as the api does beside ingest, and says what that took. */
export async function listAlerts(databaseUrl: string): Promise<Required<Measurement>['listing']> {
  const dataSource = await createDataSource(databaseUrl, 1, 'scopewatch-bench').initialize();
  try {
    const meter = await UsageMeter.start({ databaseUrl, pid: process.pid });
    const startedAt = performance.now();
    const alerts = await withSession(dataSource, async (session) => {
      let listed = 0;
      let taken: number;
      do {
        taken = await session.transaction((tx) => followAlertChanges(tx, BATCH));
        listed += taken;
      } while (taken === BATCH);
      return listed;
    });
    const ms = performance.now() - startedAt;
    const usage = await meter.read();
    await meter.end();
    return { alerts, ms, postgresCpuMs: usage.postgresCpuMs ?? 0 };
  } finally {
    await dataSource.destroy();
  }
}
