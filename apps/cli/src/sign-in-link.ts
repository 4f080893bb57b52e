import { createHash, randomBytes } from 'node:crypto';
import { addLink, namesake, recordAudit, personOf, savePerson, type Tx } from '#store';
import { CliError } from './cli-error.js';
import { shellUser } from './shell-user.js';

export const ROLE_NAMES = ['viewer', 'analyst', 'approver', 'auditor', 'privacy', 'marketing', 'admin'] as const;

const MINUTES = 60;
/** Whoever starts Scopewatch on their own machine. */
const LOCAL = { personId: 'local', name: 'Local administrator' };

/**
 * Makes a link that signs somebody in once.
 * @param who an id that is not known yet becomes a person with these roles; nobody named: the local administrator
 * @returns path and query of the address to open; `null` for somebody who was disabled, and stays so
 * @throws CliError where the id would be a second one of somebody
 */
export async function makeSignInLink(
  tx: Tx,
  who: { readonly personId?: string | undefined; readonly roles?: readonly string[] | undefined } = {},
): Promise<string | null> {
  const personId = who.personId ?? LOCAL.personId;
  const known = await personOf(tx, personId);
  if (known?.disabled === true) return null;
  const twin = known === undefined ? await namesake(tx, personId, [personId]) : undefined;
  if (twin !== undefined) throw new CliError(`${twin} has this id or address already: say --as ${twin}.`, 2);
  const roles = who.roles ?? known?.givenHere.roles ?? (personId === LOCAL.personId ? ['admin'] : ['viewer']);
  await savePerson(tx, {
    personId,
    name: known?.name ?? (personId === LOCAL.personId ? LOCAL.name : personId),
    email: known?.email ?? null,
    roles,
    entities: known?.givenHere.entities ?? null,
    disabled: false,
  });
  const token = randomBytes(32).toString('base64url');
  await addLink(tx, { tokenHash: createHash('sha256').update(token).digest(), personId, minutes: MINUTES });
  await recordAudit(tx, shellUser(), 'link.make', personId, null, { roles, minutes: MINUTES });
  return `/login?token=${token}`;
}
