import { SharedFacts } from '#judging';
import { readStored } from '#log/codec';
import { activationsSince, sharedFactsVersion, type Sql } from '#store';
import { sharedSince } from '#log';

/** What all clients share, kept from one question to the next: only what is new is read. */
export class SharedFactsNow {
  private sharedFacts = SharedFacts.NONE;

  async read(sql: Sql): Promise<SharedFacts> {
    if ((await sharedFactsVersion(sql)) !== this.sharedFacts.version) {
      const events = (await sharedSince(sql, this.sharedFacts.version)).map(readStored);
      const activations = await activationsSince(sql, this.sharedFacts.version);
      this.sharedFacts = this.sharedFacts.with(
        events,
        activations.map((a) => a.position),
      );
    }
    return this.sharedFacts;
  }
}
