import { createTransport } from 'nodemailer';
import type { NotifyConfig } from '#runtime';
import { failed, type Attempt } from '../delivery/attempt.js';
import type { Mail } from './mail.js';

interface Envelope {
  readonly to: readonly string[];
  /** The same on every attempt, so that a mail program shows one mail. */
  readonly id: string;
}

/** Hands a mail to the server that is configured. */
export async function sendMail(
  mail: Mail,
  { to, id }: Envelope,
  { smtp, timeoutMs }: Pick<NotifyConfig, 'smtp' | 'timeoutMs'>,
): Promise<Attempt> {
  if (smtp === undefined) return failed('NOT_CONFIGURED', 'no server for mail is set (SCOPEWATCH_SMTP_URL)');
  const transport = createTransport({
    url: smtp.url,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { response } = await transport.sendMail({
      from: smtp.from,
      to: [...to],
      ...mail,
      messageId: `<${id}@${domainOf(smtp.from)}>`,
      // Nobody's absence should be answered to us.
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
    return { outcome: 'DELIVERED', status: codeOf(response), detail: response };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
    const status = typeof responseCode === 'number' ? responseCode : null;
    return code === 'ETIMEDOUT' ? failed('TIMEOUT', detail) : failed('MAIL', detail, status);
  } finally {
    transport.close();
  }
}

const domainOf = (from: string): string => /@([^\s>]+)/.exec(from)?.[1] ?? 'scopewatch';

const codeOf = (response: string): number | null => {
  const [, code] = /^(\d{3})\b/.exec(response) ?? [];
  return code === undefined ? null : Number(code);
};
