import { Webhook } from 'standardwebhooks';

/**
 * The headers of Standard Webhooks. While a secret is being rotated both sign, so whoever checks by either is content.
 * @param secrets `whsec_…`, the current one first
 */
export function signedHeaders(
  id: string,
  at: Date,
  body: string,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}
