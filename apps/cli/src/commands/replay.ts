import { setTimeout as sleep } from 'node:timers/promises';
import { replay } from '#history';
import { CliError } from '../cli-error.js';
import { note, writeLine } from '../input.js';
import { onDatabase } from '../on-database.js';
import { tellProgress } from '../tell-progress.js';
import { stretchOption } from '../time-option.js';

export interface ReplayCommand {
  readonly from?: string;
  readonly to?: string;
  readonly client?: string;
  readonly entity?: string;
  readonly speed?: string;
}

/** Tells history again as it was recorded, at once or in its own time. */
export async function replayHistory(options: ReplayCommand): Promise<void> {
  const speed = options.speed === undefined ? Infinity : Number(options.speed);
  if (!(speed > 0)) throw new CliError(`--speed ${String(options.speed)} must be a number above 0.`, 2);
  const stretch = stretchOption(options);
  const progress = tellProgress('Going through history', 'clients');
  const pace = pacer(speed);
  const counts = await onDatabase('replay', async (sql) => {
    const { client: clientId, entity: entityId } = options;
    const lines = replay(sql, { ...stretch, clientId, entityId, onProgress: progress.onProgress });
    for (;;) {
      const next = await lines.next();
      progress.done();
      if (next.done === true) return next.value;
      await pace(next.value.recordedAt);
      await writeLine(JSON.stringify(next.value));
    }
  });
  note(`${counts.alerts} alerts, ${counts.asRecorded} as recorded, ${counts.differ} differ`);
}

/** Waits until it is time for a line, `speed` times as fast as it was recorded. */
function pacer(speed: number): (recordedAt: string | null) => Promise<void> {
  const startedAt = performance.now();
  let first: number | null = null;
  return async (recordedAt) => {
    if (recordedAt === null || speed === Infinity) return;
    const at = Date.parse(recordedAt);
    first ??= at;
    const aheadMs = (at - first) / speed - (performance.now() - startedAt);
    if (aheadMs > 0) await sleep(aheadMs);
  };
}
