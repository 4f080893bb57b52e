import { readPolicy } from '#contract';
import type { PolicyPack } from '#domain';
import { currentPolicy, versionInForce, type Sql } from '#store';

/** The service levels of the rule pack in force, read anew when another one was activated. */
export class ServiceHours {
  private known: PolicyPack | undefined;

  /** @returns `undefined` until the monitor has put a pack on record; there are no alerts before */
  async current(sql: Sql): Promise<PolicyPack['serviceHours'] | undefined> {
    const version = await versionInForce(sql);
    if (version === undefined) return undefined;
    if (this.known?.version !== version) {
      const stored = await currentPolicy(sql);
      if (stored !== undefined) this.known = readPolicy(stored.rules).pack;
    }
    return this.known?.serviceHours;
  }
}
