import { readJson, type AuditRow } from './audit-line.js';
import type { Columns } from './report.js';
import type { Source } from './source.js';

/** What leaves somebody as its line says: an admin, or what a provider told with a sign-in. */
const WHOLE: readonly string[] = ['person.save', 'sign-in.oidc', 'sign-in.rights'];

/**
 * Who may do what, and under which address, as the audit says that it was left last. All else stands on it: roles, entities,
 * who is disabled, and who is one person with whom.
 */
export class PeopleOnRecord {
  private readonly left = new Map<string, Columns>();

  take({ operation, target, after }: AuditRow): void {
    const said = readJson(after);
    // Lines of before what was given here was kept apart say less.
    if (WHOLE.includes(operation) && 'givenHere' in said) this.left.set(target, columnsOf(said));
    // The command line lets somebody in with these roles; of whoever was not known before its line says no more.
    if (operation === 'link.make' && Array.isArray(said['roles']))
      this.left.set(target, { ...this.left.get(target), given_roles: said['roles'] });
  }

  /** @returns what was checked, in words */
  async check({ sql, report }: Source): Promise<string> {
    const rows = await sql.query<Columns & { person_id: string }>(
      `SELECT person_id, name, email, given_roles, given_entities, provider_roles, provider_entities, disabled
         FROM person ORDER BY person_id`,
    );
    for (const { person_id, ...row } of rows) {
      const expected = this.left.get(person_id);
      if (expected !== undefined) await report.compare('I10', { table: 'person', row: { person_id } }, expected, row);
    }
    const unknown = rows.filter(({ person_id }) => !this.left.has(person_id)).length;
    if (unknown > 0) report.cannotCheck('I10', 'people, of whom the audit says nothing yet', unknown);
    return `${rows.length - unknown} people as they were left`;
  }
}

function columnsOf({ name, email, disabled, givenHere, toldByProvider }: Columns): Columns {
  const [given, said] = [givenHere, toldByProvider].map((of) => (of ?? {}) as Columns);
  return {
    name,
    email,
    disabled,
    given_roles: given?.['roles'],
    given_entities: given?.['entities'],
    provider_roles: said?.['roles'] ?? null,
    provider_entities: said?.['entities'] ?? null,
  };
}
