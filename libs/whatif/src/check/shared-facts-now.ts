import { SharedFacts } from '#judging';
import { readStored } from '#log/codec';
import { activationsSince, sharedFactsVersion, type Sql } from '#store';
import { sharedSince } from '#log';

/** What all clients share, kept from one question to the next: only what is new is read. */
export class SharedFactsNow {
  private knowledge = SharedFacts.NONE;

  async read(sql: Sql): Promise<SharedFacts> {
    if ((await sharedFactsVersion(sql)) !== this.knowledge.version) {
      const events = (await sharedSince(sql, this.knowledge.version)).map(readStored);
      const activations = await activationsSince(sql, this.knowledge.version);
      this.knowledge = this.knowledge.with(
        events,
        activations.map((a) => a.position),
      );
    }
    return this.knowledge;
  }
}
