import { recordAudit } from '#store';
import type { Caller } from '../access/caller.js';
import { Database } from '../database.js';

const DAY_MS = 86_400_000;
/** Of one day. Beyond it the oldest are forgotten, and would be noted once more. */
const KNOWN_MAX = 100_000;

/**
 * Who looked at what is on file of which client is in the audit: once a day for each, whatever they looked at. It is there
 * before they see anything.
 */
export class ReadsOnRecord {
  private day = 0;
  private readonly known = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly now: () => number = Date.now,
  ) {}

  async note(caller: Caller, clientId: string): Promise<void> {
    const day = Math.floor(this.now() / DAY_MS);
    if (day !== this.day) this.known.clear();
    this.day = day;
    const key = JSON.stringify([caller.personId, clientId]);
    if (this.known.has(key)) return;
    await this.database.write((tx) => recordAudit(tx, caller, 'client.read', clientId, null, null));
    const [oldest] = this.known;
    if (this.known.size >= KNOWN_MAX && oldest !== undefined) this.known.delete(oldest);
    this.known.add(key);
  }
}
