import { Child, scopewatchArgs, type Ended } from '../child';
import type { Pipeline } from '../pipeline';
import { KillingProxy } from './killing-proxy';
import { nameOf, type Moment } from './moment';

/** What a command can be killed at, at most, before it should have come to its end. */
const LIVES_MAX = 200;

/**
 * Runs a command of `scopewatch` as the owner of the database, kills it at the first moment that it was not killed at yet, and
 * runs it again, until it comes to its end by itself.
 */
export async function killUntilDone(
  pipeline: Pipeline,
  args: readonly string[],
): Promise<{ readonly killedAt: Map<string, number>; readonly last: Ended }> {
  const proxy = await KillingProxy.open(pipeline.database.ownerUrl);
  const killedAt = new Map<string, number>();
  try {
    for (let life = 0; life < LIVES_MAX; life += 1) {
      const death = proxy.armed((moment) => !killedAt.has(nameOf(moment)));
      const child = Child.start(scopewatchArgs(args), { ...pipeline.settings, DATABASE_URL: proxy.url });
      const result = child.result();
      const first: Moment | Ended = await Promise.race([death, result]);
      if ('code' in first) return { killedAt, last: first };
      killedAt.set(nameOf(first), 1);
      await child.end('SIGKILL');
    }
    throw new Error(`After ${LIVES_MAX} lives it has not come to its end: ${[...killedAt.keys()].join('; ')}`);
  } finally {
    await proxy.close();
  }
}
