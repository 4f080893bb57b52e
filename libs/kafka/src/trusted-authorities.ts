import { existsSync, readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';

// Where distributions keep what the machine trusts, an authority of the firm's own among it.
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

/** The authorities that this machine trusts, as PEM: Node's own list, and the system's where there is one. */
export function trustedAuthorities(env: NodeJS.ProcessEnv = process.env): string[] {
  const named = env['SSL_CERT_FILE'];
  const bundle = [...(named === undefined || named === '' ? [] : [named]), ...BUNDLES].find((file) => existsSync(file));
  return bundle === undefined ? [...rootCertificates] : [...rootCertificates, readFileSync(bundle, 'utf8')];
}
