import { failed, type Attempt } from '../delivery/attempt.js';
import { PrivateAddress, Unresolved } from './checked-lookup.js';

/** What OpenSSL and Node say of certificates and handshakes. */
const TLS =
  /^(ERR_TLS|ERR_SSL|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO|SELF_SIGNED|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH|EPROTO)/;

/** Names what kept a message from being sent. */
export function failureOf(error: unknown): Attempt {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof PrivateAddress) return failed('PRIVATE_ADDRESS', detail);
  if (error instanceof Unresolved) return failed('DNS', detail);
  const { code } = error as { code?: unknown };
  const named = typeof code === 'string' ? `${code}${detail === '' ? '' : `: ${detail}`}` : detail;
  return failed(typeof code === 'string' && TLS.test(code) ? 'TLS' : 'CONNECTION', named);
}
