import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { currentPolicy, policyPosition, type Sql } from '#store';

/** The rules in force, read anew when another pack was activated. */
export class Rules {
  private known: { readonly position: number; readonly policy: Policy } | null = null;

  /** @param fallback the pack to go by until the monitor has put one on record */
  constructor(private readonly fallback: Policy) {}

  async current(sql: Sql): Promise<Policy> {
    const position = await policyPosition(sql);
    if (position === undefined) return this.fallback;
    if (this.known?.position === position) return this.known.policy;
    const stored = await currentPolicy(sql);
    if (stored === undefined) return this.fallback;
    this.known = { position: stored.position, policy: readPolicy(stored.rules) };
    return this.known.policy;
  }
}
