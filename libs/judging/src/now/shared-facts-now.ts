import { sharedSince } from '#log';
import { readStored } from '#log/codec';
import { activationsSince, sharedFactsVersion, type Sql } from '#store';
import { SharedFacts } from '../shared-facts.js';

/**
 * What all clients share, brought up to date with the log: only what is new is read.
 * @returns `activated`: whether a rule pack has come into force since
 */
export async function bringUpToDate(
  sql: Sql,
  known: SharedFacts,
): Promise<{ readonly sharedFacts: SharedFacts; readonly activated: boolean }> {
  if ((await sharedFactsVersion(sql)) === known.version) return { sharedFacts: known, activated: false };
  const events = (await sharedSince(sql, known.version)).map(readStored);
  const activations = await activationsSince(sql, known.version);
  const positions = activations.map(({ position }) => position);
  return { sharedFacts: known.with(events, positions), activated: activations.length > 0 };
}

/** What all clients share, kept from one question to the next, of however many at the same time. */
export class SharedFactsNow {
  private sharedFacts = SharedFacts.NONE;

  async read(sql: Sql): Promise<SharedFacts> {
    const { sharedFacts } = await bringUpToDate(sql, this.sharedFacts);
    this.sharedFacts = sharedFacts;
    return sharedFacts;
  }
}
