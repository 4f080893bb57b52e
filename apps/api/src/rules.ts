import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { currentPolicy, policyVersion, type Sql } from '#store';

/** The rule pack in force, read anew when another one was adopted. */
export class Rules {
  private known: Policy | null = null;

  /** @param fallback the pack to go by until the monitor has put one on record */
  constructor(private readonly fallback: Policy) {}

  async current(sql: Sql): Promise<Policy> {
    const version = await policyVersion(sql);
    if (version === undefined) return this.fallback;
    if (this.known?.version === version) return this.known;
    const stored = await currentPolicy(sql);
    this.known = stored === undefined ? this.fallback : readPolicy(stored.pack);
    return this.known;
  }
}
