import type { Static } from '@sinclair/typebox';
import { invitationsOf, personOf, type Given, type InvitationRow, type PersonRow, type Sql } from '#store';
import type { Role } from '../access/roles.js';
import type { Invitation, Person } from './people.shapes.js';

/** These people as given over HTTP, each with their invitation. */
export async function peopleShown(sql: Sql, rows: readonly PersonRow[]): Promise<Static<typeof Person>[]> {
  const ids = rows.map(({ personId }) => personId);
  const invitations = new Map((await invitationsOf(sql, ids)).map((row) => [row.personId, row]));
  return rows.map((row) => itemOf(row, invitations.get(row.personId)));
}

export async function personShown(sql: Sql, personId: string): Promise<Static<typeof Person>> {
  const row = await personOf(sql, personId);
  const [item] = row === undefined ? [] : await peopleShown(sql, [row]);
  if (item === undefined) throw new Error(`${personId} is not there.`);
  return item;
}

const itemOf = (
  { personId, name, email, disabled, lastSeenAt, ...row }: PersonRow,
  invitation: InvitationRow | undefined,
): Static<typeof Person> => ({
  personId,
  name,
  email,
  ...givenOf(row),
  givenHere: givenOf(row.givenHere),
  toldByProvider: row.toldByProvider === null ? null : givenOf(row.toldByProvider),
  disabled,
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  invitation: invitation === undefined ? null : invitationOf(invitation),
});

const invitationOf = ({
  madeBy,
  madeAt,
  expiresAt,
  usedAt,
  mailedTo,
  failure,
  state,
}: InvitationRow): Static<typeof Invitation> => ({
  state,
  madeBy,
  madeAt: madeAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  usedAt: usedAt?.toISOString() ?? null,
  mailedTo,
  failure,
});

/** Each once: what was given here may have been told by a provider too. */
const givenOf = ({ roles, entities }: Given): { roles: Role[]; entities: string[] | null } => ({
  roles: [...new Set(roles as readonly Role[])],
  entities: entities === null ? null : [...new Set(entities)],
});
