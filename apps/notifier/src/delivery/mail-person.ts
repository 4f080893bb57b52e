import type { NotifyConfig } from '#runtime';
import type { Mail } from '../channels/mail.js';
import { sendMail } from '../channels/send-mail.js';
import { consequenceOf } from './attempt.js';

/** How mailing something to somebody went. */
interface Mailed {
  /** Why it is not out; `null`: it is. */
  readonly failure: string | null;
  /** When it is tried again, in ms from now; `null`: never. */
  readonly retryMs: number | null;
}

const FAILURE_MAX = 1_000;

/** One attempt at a mail to one person. @param attempts how often it was tried before */
export async function mailPerson(
  mail: Mail,
  { to, id, attempts }: { readonly to: string; readonly id: string; readonly attempts: number },
  config: NotifyConfig,
): Promise<Mailed> {
  const attempt = await sendMail(mail, { to: [to], id }, config);
  const then = consequenceOf(attempt, attempts + 1, config.retryMs);
  return {
    failure: attempt.outcome === 'DELIVERED' ? null : `${attempt.reason}: ${attempt.detail}`.slice(0, FAILURE_MAX),
    retryMs: then.then === 'retry' ? then.inMs : null,
  };
}
