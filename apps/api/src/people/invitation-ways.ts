import { WELCOME_PATH } from '#runtime';
import { Problem } from '../http/problem.js';
import { mailAddressOf } from './mail-address.js';

/** How this installation can let somebody know of an invitation. */
export class InvitationWays {
  constructor(
    /** Whether there is a server for mail. */
    readonly mail: boolean,
    /** Where people open the dashboard; `undefined`: nobody has said. */
    private readonly publicUrl: string | undefined,
  ) {}

  /** What follows the hash is sent to no server, and so stands in no log. @returns a path where no address is known */
  addressOf(token: string): string {
    return `${this.publicUrl ?? ''}${WELCOME_PATH}#${token}`;
  }

  /** @throws Problem REFUSED where nothing can be mailed to them */
  mailAddressOf(person: { personId: string; name: string; email: string | null }): string {
    if (!this.mail)
      throw new Problem(
        'REFUSED',
        'No server for mail is set up here (SCOPEWATCH_SMTP_URL). Hand over a link instead.',
      );
    const address = mailAddressOf(person);
    if (address === null) throw new Problem('REFUSED', `${person.name} has no address that can be mailed to.`);
    return address;
  }
}
