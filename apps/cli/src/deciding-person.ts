import { personOf, type Given, type PersonRow, type Sql } from '#store';
import { CliError } from './cli-error.js';

/** Whoever starts Scopewatch on their own machine. */
const LOCAL = 'local';

/**
 * The person for whom a decision is made on the command line: it is theirs, whoever can reach the database.
 * @throws CliError where nobody active of that id may decide
 */
export async function decidingPerson(sql: Sql, named: string | undefined, may: May = mayDecide): Promise<PersonRow> {
  const personId = named ?? LOCAL;
  const person = await personOf(sql, personId);
  if (person === undefined) throw new CliError(`Nobody has the id ${personId}. Say who decides: --as PERSON.`, 2);
  if (person.disabled) throw new CliError(`${personId} was disabled, and decides nothing.`, 1);
  if (!may(person)) {
    throw new CliError(`${personId} may not decide this: it takes ${may.takes}, of all entities.`, 1);
  }
  return person;
}

/** Whether this is a person who may do something about the whole book, whoever they are; and who that takes, in words. */
type May = ((person: Given) => boolean) & { readonly takes: string };

const whoever = (roles: readonly string[], takes: string): May =>
  Object.assign(
    (person: Given): boolean => person.roles.some((role) => roles.includes(role)) && person.entities === null,
    { takes },
  );

export const mayDecide = whoever(['approver', 'admin'], 'an approver or an admin');
/** Ask for erasures, and agree to them. */
export const mayKeep = whoever(['privacy', 'admin'], 'somebody with the role privacy or an admin');
export const mayHold = whoever(
  ['privacy', 'approver', 'admin'],
  'somebody with the role privacy, an approver or an admin',
);
export const mayReadHeld = whoever(
  ['privacy', 'auditor', 'admin'],
  'somebody with the role privacy, an auditor or an admin',
);

/** Where a decision came from, in the audit. */
export const COMMAND_LINE = 'command line';
