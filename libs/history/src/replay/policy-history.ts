import { readPolicy } from '#contract';
import type { Policy } from '#domain';
import { allPolicies, type Sql } from '#store';

/** The packs that were in force, each from the position at which it was recorded. */
export class PolicyHistory {
  private constructor(private readonly packs: readonly { readonly position: number; readonly policy: Policy }[]) {}

  static async read(sql: Sql): Promise<PolicyHistory> {
    const stored = await allPolicies(sql);
    return new PolicyHistory(stored.map(({ position, pack }) => ({ position, policy: readPolicy(pack) })));
  }

  /** The pack in force before a position: of a log that begins without one, the first. */
  before(position: number): Policy | undefined {
    return (this.packs.findLast((p) => p.position < position) ?? this.packs[0])?.policy;
  }

  get current(): Policy | undefined {
    return this.packs.at(-1)?.policy;
  }

  named(version: string): Policy | undefined {
    return this.packs.find((p) => p.policy.version === version)?.policy;
  }
}
