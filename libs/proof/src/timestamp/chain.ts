import { X509Certificate } from 'node:crypto';
import { TimeStampError } from './time-stamp-error.js';

/** id-kp-timeStamping, which must be all that the certificate is for (RFC 3161, section 2.3). */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const LENGTH_MAX = 8;
const PEM = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** @throws TimeStampError where there is none, or one that can't be read */
export function certificatesOfPem(pem: string): X509Certificate[] {
  try {
    const found = (pem.match(PEM) ?? []).map((one) => new X509Certificate(one));
    if (found.length > 0) return found;
  } catch (error) {
    throw new TimeStampError(`the certificates given can't be read (${error instanceof Error ? error.message : ''})`);
  }
  throw new TimeStampError('no certificate was given (PEM, with lines that begin with -----BEGIN CERTIFICATE)');
}

/**
 * Goes from the certificate that has signed up to one that was given. Whether one was revoked since nothing says offline.
 * @param at when it must have been valid
 * @returns `null` where none was given
 * @throws TimeStampError where it leads nowhere
 */
export function chainTo(
  authority: string | undefined,
  signer: X509Certificate,
  brought: readonly X509Certificate[],
  at: Date,
): true | null {
  const purposes = signer.keyUsage ?? [];
  if (purposes.length !== 1 || purposes[0] !== TIME_STAMPING)
    throw new TimeStampError('its certificate is not one for time stamps alone');
  requireValid(signer, at);
  if (authority === undefined) return null;
  const given = certificatesOfPem(authority);
  let current = signer;
  for (let length = 0; length < LENGTH_MAX; length += 1) {
    const isGiven = given.some(({ fingerprint256 }) => fingerprint256 === current.fingerprint256);
    if (isGiven) return true;
    const below = current;
    const issuer = [...given, ...brought].find((candidate) => hasIssued(candidate, below));
    if (issuer === undefined || issuer.fingerprint256 === current.fingerprint256) break;
    requireValid(issuer, at);
    current = issuer;
  }
  throw new TimeStampError('its certificate does not go back to the authority that was given');
}

const hasIssued = (issuer: X509Certificate, below: X509Certificate): boolean =>
  issuer.ca && below.checkIssued(issuer) && below.verify(issuer.publicKey);

function requireValid({ validFrom, validTo, subject }: X509Certificate, at: Date): void {
  if (at < new Date(validFrom) || at > new Date(validTo))
    throw new TimeStampError(`the certificate of ${subject.replaceAll('\n', ', ')} was not valid then`);
}
