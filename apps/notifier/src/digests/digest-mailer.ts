import { createHash } from 'node:crypto';
import type { NotifyConfig } from '#runtime';
import {
  dueDigests,
  LeaderLoop,
  noteDigest,
  takeDigest,
  type DueDigest,
  type LeaderParts,
  type Round,
  type Term,
} from '#store';
import { mailPerson } from '../delivery/mail-person.js';
import { digestMail } from './digest-mail.js';

const LOOK_MS = 1_000;
const AT_ONCE = 10;

/** Mails the digests that the api has counted, each once. One that fails is tried again, on its day. */
export class DigestMailer extends LeaderLoop {
  constructor(
    parts: LeaderParts,
    private readonly config: NotifyConfig,
  ) {
    super(parts, 'digest-mails', 'mailing digests was interrupted; they wait');
  }

  protected begin(term: Term): Round {
    return async () => {
      for (const digest of await dueDigests(term.session.sql, AT_ONCE)) {
        if (term.signal.aborted) return 0;
        await this.mail(term, digest);
      }
      return LOOK_MS;
    };
  }

  private async mail({ session }: Term, digest: DueDigest): Promise<void> {
    const { personId, day, mailedTo, attempts } = digest;
    const mail = digestMail(digest, this.config.publicUrl);
    if (!(await session.transaction((tx) => takeDigest(tx, digest)))) return;
    const { failure, retryMs } = await mailPerson(mail, { to: mailedTo, id: idOf(digest), attempts }, this.config);
    await session.transaction((tx) => noteDigest(tx, digest, { failure, retryMs }));
    if (failure !== null) this.parts.log.warn({ personId, day, failure }, 'a digest could not be mailed');
  }
}

/** The same for each attempt, so that a mail program shows one; it says nothing of whose it is. */
const idOf = ({ personId, day, countedAt }: DueDigest): string =>
  `digest-${createHash('sha256')
    .update(JSON.stringify([personId, day, countedAt]))
    .digest('hex')
    .slice(0, 32)}`;
