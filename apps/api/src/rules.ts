import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { currentPolicy, type Sql } from '#store';

/** The rule pack in force, read anew when another one was adopted. */
export class Rules {
  private known: Policy | null = null;

  /** @param fallback the pack to go by until the monitor has put one on record */
  constructor(private readonly fallback: Policy) {}

  async current(sql: Sql): Promise<Policy> {
    const [row] = await sql.query<{ version: string }>('SELECT version FROM policy ORDER BY position DESC LIMIT 1');
    if (row === undefined) return this.fallback;
    if (this.known?.version === row.version) return this.known;
    const stored = await currentPolicy(sql);
    this.known = stored === undefined ? this.fallback : readPolicy(stored.pack);
    return this.known;
  }
}
