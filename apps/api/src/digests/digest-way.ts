import type { Permission } from '../access/roles.js';
import { mailAddressOf } from '../people/mail-address.js';

/** Where somebody's digests are mailed; or, in one sentence, why there can be none. */
export type DigestWay =
  { readonly mailedTo: string; readonly obstacle: null } | { readonly mailedTo: null; readonly obstacle: string };

const none = (obstacle: string): DigestWay => ({ mailedTo: null, obstacle });

/** @param mail whether there is a server for mail. Pure. */
export function digestWay(
  mail: boolean,
  person: { readonly personId: string; readonly email: string | null },
  permissions: readonly Permission[],
): DigestWay {
  if (!mail) return none('No server for mail is set up here (SCOPEWATCH_SMTP_URL), so no digest can come.');
  if (!permissions.includes('read')) return none('A digest says what Today says, and your roles don’t show that page.');
  const mailedTo = mailAddressOf(person);
  if (mailedTo === null) return none('No mail address of yours is known here. An admin can enter it.');
  return { mailedTo, obstacle: null };
}
