import type { Source } from './source.js';

/** Keys made by keys made by keys: deeper than anybody would go. */
const DEPTH_MAX = 10;

/**
 * Who stands behind a name: for a key whoever made it, whatever has become of either since. Ids that come to the same
 * address, or are the same but for capitals, are one person: in doubt nobody agrees with themselves.
 */
export class People {
  private constructor(
    private readonly ids: ReadonlyMap<string, ReadonlySet<string>>,
    private readonly makers: ReadonlyMap<string, string>,
  ) {}

  static async read({ sql }: Pick<Source, 'sql'>): Promise<People> {
    const people = await sql.query<{ id: string; email: string | null }>('SELECT person_id AS id, email FROM person');
    const keys = await sql.query<{ id: string; by: string }>(
      `SELECT 'key:' || key_id AS id, created_by AS by FROM api_key`,
    );
    return new People(new Map(people.map((p) => [p.id, namesOf(p)])), new Map(keys.map(({ id, by }) => [id, by])));
  }

  /** @returns `null` where nobody is known by that name */
  behind(name: string): string | null {
    let who = name;
    for (let depth = 0; depth < DEPTH_MAX; depth += 1) {
      const maker = this.makers.get(who);
      if (maker === undefined) return this.ids.has(who) ? who : null;
      who = maker;
    }
    return null;
  }

  /** Whether these are two people who are both known. */
  areTwo(one: string | null, other: string | null): boolean {
    if (one === null || other === null) return false;
    const [a, b] = [this.behind(one), this.behind(other)];
    if (a === null || b === null) return false;
    const names = this.ids.get(b);
    return ![...(this.ids.get(a) ?? [])].some((name) => names?.has(name) !== false);
  }
}

const namesOf = ({ id, email }: { readonly id: string; readonly email: string | null }): Set<string> =>
  new Set([id, ...(email === null ? [] : [email])].map((name) => name.toLowerCase()));
