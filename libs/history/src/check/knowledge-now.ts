import { Knowledge, readStored } from '#ingest';
import { knowledgeVersion, sharedSince, type Sql } from '#store';

/** What all clients share, kept from one question to the next: only what is new is read. */
export class KnowledgeNow {
  private knowledge = Knowledge.EMPTY;

  async read(sql: Sql): Promise<Knowledge> {
    if ((await knowledgeVersion(sql)) !== this.knowledge.version) {
      const events = (await sharedSince(sql, this.knowledge.version)).map(readStored);
      if (events.length > 0) this.knowledge = this.knowledge.with(events);
    }
    return this.knowledge;
  }
}
