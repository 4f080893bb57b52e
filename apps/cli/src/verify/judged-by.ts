import { readPolicy, rulesAfter } from '#contract';
import type { Catalogue, Policy, Recorded } from '#domain';
import type { Sql } from '#store';
import { newestShared, sharedBookOf, type SharedBook } from './shared-book.js';

/** What a client is held against: what was in force when they were judged last. */
export interface InForce {
  readonly catalogue: Catalogue;
  readonly policy: Policy;
}

/** By what clients are judged again. */
export interface JudgedBy {
  readonly book: SharedBook;
  readonly policy: Policy;
  /** The newest change of what all clients share. */
  readonly newest: number;
  /**
   * Whom a change touches is judged again after it, some at a time.
   * @param knowledge up to where a client was judged
   * @returns `undefined`: nothing has changed for them since; `null`: what has, nobody can judge by as it was before
   */
  readonly before: (knowledge: number) => InForce | null | undefined;
}

/** A pack that came into force. */
interface Activated {
  readonly position: number;
  readonly pack: string;
}

/** As of the snapshot that `sql` sees. */
export async function judgedBy(sql: Sql, shared: readonly Recorded[], policy: Policy): Promise<JudgedBy> {
  const pending = await sql.query<{ position: number }>(
    'SELECT position FROM fan_out WHERE finished_at IS NULL ORDER BY position',
  );
  const positions = pending.map(({ position }) => position);
  const activated =
    positions.length === 0
      ? []
      : await sql.query<Activated>(
          'SELECT a.position, p.pack FROM policy_activation a JOIN policy_pack p USING (version) ORDER BY a.position',
        );
  const before = inForceBefore(shared, policy, positions, activated);
  return { book: sharedBookOf(shared), policy, newest: await newestShared(sql), before };
}

/** @param pending positions of changes whose clients are still being judged again, ascending. Pure. */
function inForceBefore(
  shared: readonly Recorded[],
  policy: Policy,
  pending: readonly number[],
  activated: readonly Activated[],
): JudgedBy['before'] {
  const known = new Map<number, InForce | null>();
  const changes = new Set([...shared, ...activated].map(({ position }) => position));
  const find = (position: number): InForce | null => {
    // A version of the judge that is gone, or a rebuild that was taken back.
    if (!changes.has(position)) return null;
    const { catalogue } = sharedBookOf(shared.filter((fact) => fact.position < position));
    const packs = activated.filter((pack) => pack.position < position);
    if (packs.length === activated.length) return { catalogue, policy };
    const rules = packs.reduce<string | undefined>((before, { pack }) => rulesAfter(before, pack), undefined);
    return rules === undefined ? null : { catalogue, policy: readPolicy(rules) };
  };
  return (knowledge) => {
    const next = pending.find((position) => position > knowledge);
    if (next === undefined) return undefined;
    // Also what nobody can judge by is found once.
    if (!known.has(next)) known.set(next, find(next));
    return known.get(next);
  };
}
