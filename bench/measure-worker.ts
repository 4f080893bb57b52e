import { heard, heardBegan, type Measurement } from './measurement.js';
import { UsageMeter, type Watched } from './usage/usage-meter.js';
import type { Worker } from './worker.js';

/** Sees a process that has just been started through to what it says it did, and at what cost. */
export async function measureWorker(worker: Worker, watched: Omit<Watched, 'pid'>): Promise<Measurement> {
  const startedAt = performance.now();
  // Asked for at once: a line that nobody waits for is gone.
  const [began, done] = [worker.hear(heardBegan), worker.hear(heard)];
  for (const each of [began, done]) each.catch(() => undefined);
  const meter = await UsageMeter.start({ ...watched, pid: worker.pid });
  try {
    const startMs = (await began) - startedAt;
    await meter.begin();
    const measured = await done;
    return { ...measured, startMs, usage: await meter.read() };
  } finally {
    await meter.end();
  }
}
