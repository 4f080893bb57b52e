import { personOf, type Given, type PersonRow, type Sql } from '#store';
import { CliError } from './cli-error.js';

/** Whoever starts Scopewatch on their own machine. */
const LOCAL = 'local';
const MAY_DECIDE = ['approver', 'admin'];

/**
 * The person for whom a decision is made on the command line: it is theirs, whoever can reach the database.
 * @throws CliError where nobody active of that id may decide
 */
export async function decidingPerson(sql: Sql, named: string | undefined): Promise<PersonRow> {
  const personId = named ?? LOCAL;
  const person = await personOf(sql, personId);
  if (person === undefined) throw new CliError(`Nobody has the id ${personId}. Say who decides: --as PERSON.`, 2);
  if (person.disabled) throw new CliError(`${personId} was disabled, and decides nothing.`, 1);
  if (!mayDecide(person)) {
    throw new CliError(`${personId} may not decide this: it takes an approver or an admin, of all entities.`, 1);
  }
  return person;
}

/** Whether this is a person who may decide about the whole book, whoever they are. */
export const mayDecide = ({ roles, entities }: Given): boolean =>
  roles.some((role) => MAY_DECIDE.includes(role)) && entities === null;

/** Where a decision came from, in the audit. */
export const COMMAND_LINE = 'command line';
