import { createHash, randomBytes } from 'node:crypto';
import { WELCOME_PATH, type NotifyConfig } from '#runtime';
import {
  dueInvitations,
  LeaderLoop,
  linkForMail,
  noteMailed,
  type DueInvitation,
  type LeaderParts,
  type Round,
  type Term,
} from '#store';
import { mailPerson } from '../delivery/mail-person.js';
import { invitationMail } from './invitation-mail.js';

const LOOK_MS = 1_000;
const AT_ONCE = 10;

/**
 * Mails invitations. A link is made here, just before it is sent, so that only its digest is ever kept. Whoever is killed
 * between sending and noting it sends another one later, and only the link of the last mail works.
 */
export class Inviter extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly config: NotifyConfig,
  ) {
    super(parts, 'invitations', 'mailing invitations was interrupted; they wait');
  }

  protected begin(term: Term): Round {
    return async () => {
      for (const invitation of await dueInvitations(term.session.sql, AT_ONCE)) {
        if (term.signal.aborted) return 0;
        await this.mail(term, invitation);
      }
      return LOOK_MS;
    };
  }

  private async mail({ session, lease }: Term, invitation: DueInvitation): Promise<void> {
    const { personId, name, from, mailedTo, attempts } = invitation;
    const token = randomBytes(32).toString('base64url');
    const tokenHash = createHash('sha256').update(token).digest();
    if (!(await session.transaction((tx) => linkForMail(tx, personId, tokenHash)))) return;
    lease.requireHeld();
    const mail = invitationMail({ name, from, link: `${this.config.publicUrl}${WELCOME_PATH}#${token}` });
    const id = `invitation-${tokenHash.toString('hex').slice(0, 32)}`;
    const { failure, retryMs } = await mailPerson(mail, { to: mailedTo, id, attempts }, this.config);
    await session.transaction((tx) => noteMailed(tx, tokenHash, { failure, retryMs }));
    if (failure !== null) this.parts.log.warn({ personId, failure }, 'an invitation could not be mailed');
  }
}
