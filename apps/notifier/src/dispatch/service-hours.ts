import { readPolicy } from '#contract';
import type { PolicyPack } from '#domain';
import { currentPolicy, type Sql } from '#store';

/** The service levels of the rule pack in force, read anew when another one was activated. */
export class ServiceHours {
  private known: PolicyPack | undefined;

  /** @returns `undefined` until the monitor has put a pack on record; there are no alerts before */
  async current(sql: Sql): Promise<PolicyPack['serviceHours'] | undefined> {
    const [row] = await sql.query<{ version: string }>('SELECT version FROM policy ORDER BY position DESC LIMIT 1');
    if (row === undefined) return undefined;
    if (this.known?.version !== row.version) {
      const stored = await currentPolicy(sql);
      if (stored !== undefined) this.known = readPolicy(stored.rules).pack;
    }
    return this.known?.serviceHours;
  }
}
