import { setTimeout as sleep } from 'node:timers/promises';
import type { Child } from '../child';
import type { Pipeline } from '../pipeline';
import { KillingProxy } from './killing-proxy';
import { nameOf, type Moment } from './moment';

/** A process that is killed while something goes on. */
export interface Dying {
  readonly app: 'monitor' | 'notifier' | 'api';
  readonly environment?: Readonly<Record<string, string>>;
  /** What goes on while it lives, again with each life; it must bear that nobody answers, and end when it is not alive. */
  readonly work: (life: number, alive: () => boolean) => Promise<void>;
  /** Only at statements that say this; default at all. */
  readonly only?: RegExp;
  /** How often it is killed. */
  readonly kills: number;
}

/** If nothing new is met in this time, what was met before is met again. */
const NOTHING_NEW_MS = 30_000;

/**
 * Kills a process between any two of its effects on the database: each time at a moment that it was not killed at yet, or as
 * rarely as any. After each kill the checker looks at what is left.
 * @returns how often it was killed at each moment
 * @throws where the checker finds anything
 */
export async function killAtEach(
  pipeline: Pipeline,
  { app, environment, work, only = /./, kills }: Dying,
): Promise<Map<string, number>> {
  const proxy = await KillingProxy.open(pipeline.database.appUrl);
  const killedAt = new Map<string, number>();
  const times = (moment: Moment): number => killedAt.get(nameOf(moment)) ?? 0;
  try {
    for (let life = 0, often = 0; sumOf(killedAt) < kills; life += 1) {
      const death = proxy.armed((moment) => only.test(moment.statement) && times(moment) <= often);
      const child = await pipeline.launch(app, { ...environment, DATABASE_URL: proxy.url });
      let alive = true;
      const working = work(life, () => alive);
      const moment = await Promise.race([death, sleep(NOTHING_NEW_MS, null)]);
      alive = false;
      await child.end('SIGKILL');
      await working;
      if (moment === null) often += 1;
      else killedAt.set(nameOf(moment), times(moment) + 1);
      await expectUnharmed(pipeline, app, moment, child);
    }
  } finally {
    await proxy.close();
  }
  return killedAt;
}

const sumOf = (counts: ReadonlyMap<string, number>): number => [...counts.values()].reduce((sum, n) => sum + n, 0);

/** What is on record holds at any moment, whatever is still to be done. */
async function expectUnharmed(pipeline: Pipeline, app: string, moment: Moment | null, child: Child): Promise<void> {
  const { code, stdout, stderr } = await pipeline.scopewatch('verify');
  if (code === 0) return;
  const violations = (stdout === '' ? stderr : stdout).split('\n').slice(0, 10).join('\n');
  const at = moment === null ? 'at no moment of choice' : nameOf(moment);
  throw new Error(`The ${app} was killed ${at}, and then:\n${violations}\n${child.lastWords()}`);
}
