import { sharedSince } from '#log';
import { readStored } from '#log/codec';
import { activationsSince, erasedSince, sharedFactsVersion, type Sql } from '#store';
import { SharedFacts } from '../shared-facts.js';

/**
 * What all clients share, brought up to date with the log: only what is new is read, unless somebody was erased from it.
 * @returns `activated`: whether a rule pack has come into force since
 */
export async function bringUpToDate(
  sql: Sql,
  known: SharedFacts,
): Promise<{ readonly sharedFacts: SharedFacts; readonly activated: boolean }> {
  if ((await sharedFactsVersion(sql)) === known.version) return { sharedFacts: known, activated: false };
  const erasures = await erasedSince(sql, known.version);
  // An erasure changes facts where they stand, so all of them are read again.
  const from = erasures.length === 0 ? known : SharedFacts.NONE;
  const events = (await sharedSince(sql, from.version)).map(readStored);
  const activations = (await activationsSince(sql, from.version)).map(({ position }) => position);
  const activated = activations.some((position) => position > known.version);
  return { sharedFacts: from.with(events, activations, erasures), activated };
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
