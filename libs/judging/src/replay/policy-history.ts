import { versionFor, type Policy } from '#domain';

/** The rules that were in force, each from the position at which they were recorded. */
export class PolicyHistory {
  /** @param packs in the order in which they came into force */
  constructor(private readonly packs: readonly { readonly position: number; readonly policy: Policy }[]) {}

  /** The pack in force before a position: of a log that begins without one, the first. */
  before(position: number): Policy | undefined {
    return (this.packs.findLast((p) => p.position < position) ?? this.packs[0])?.policy;
  }

  get current(): Policy | undefined {
    return this.packs.at(-1)?.policy;
  }

  /**
   * The rules that judged an act, recorded before a position, by the pack of that version: those in force then, or, while
   * new ones were still spreading, the newest that fit.
   */
  judging(version: string, effectiveAt: string, position: number): Policy | undefined {
    const fits = ({ policy }: { policy: Policy }): boolean => versionFor(policy, effectiveAt) === version;
    return (this.packs.findLast((p) => p.position < position && fits(p)) ?? this.packs.find(fits))?.policy;
  }
}
