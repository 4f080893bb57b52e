import { constants, verify, type X509Certificate } from 'node:crypto';
import type { SignerInfo } from '@peculiar/asn1-cms';
import { SHA256 } from './request.js';

/** Digests that are taken, as Node names them. */
export const DIGESTS: ReadonlyMap<string, string> = new Map([
  [SHA256, 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
]);

/** The kind of signature, and its digest where it says that itself. */
const SIGNATURES: ReadonlyMap<string, { readonly kind: 'rsa' | 'pss' | 'ec' | 'ed'; readonly digest?: string }> =
  new Map([
    ['1.2.840.113549.1.1.1', { kind: 'rsa' }],
    ['1.2.840.113549.1.1.11', { kind: 'rsa', digest: 'sha256' }],
    ['1.2.840.113549.1.1.12', { kind: 'rsa', digest: 'sha384' }],
    ['1.2.840.113549.1.1.13', { kind: 'rsa', digest: 'sha512' }],
    // Its parameters may name another digest than the signer does; nobody does that, and here it doesn't hold.
    ['1.2.840.113549.1.1.10', { kind: 'pss' }],
    ['1.2.840.10045.4.3.2', { kind: 'ec', digest: 'sha256' }],
    ['1.2.840.10045.4.3.3', { kind: 'ec', digest: 'sha384' }],
    ['1.2.840.10045.4.3.4', { kind: 'ec', digest: 'sha512' }],
    ['1.3.101.112', { kind: 'ed' }],
  ]);

const KEYS = { rsa: ['rsa'], pss: ['rsa', 'rsa-pss'], ec: ['ec'], ed: ['ed25519'] } as const;
/** What stands in place of [0] where the attributes are signed (RFC 5652, section 5.4). */
const SET = 0x31;

/** Whether the attributes that a signer has signed are signed with the key of a certificate. */
export function isSignedBy(certificate: X509Certificate, signer: SignerInfo, attributes: Buffer | undefined): boolean {
  const how = SIGNATURES.get(signer.signatureAlgorithm.algorithm);
  const digest = how?.digest ?? DIGESTS.get(signer.digestAlgorithm.algorithm);
  const key = certificate.publicKey;
  const isKey =
    how !== undefined && (KEYS[how.kind] as readonly (string | undefined)[]).includes(key.asymmetricKeyType);
  if (!isKey || digest === undefined || attributes === undefined) return false;
  const signed = Buffer.from(attributes);
  signed.writeUInt8(SET);
  const signature = Buffer.from(signer.signature.buffer);
  switch (how.kind) {
    case 'ed':
      return verify(null, signed, key, signature);
    case 'pss':
      return verify(digest, signed, { key, padding: constants.RSA_PKCS1_PSS_PADDING }, signature);
    case 'rsa':
    case 'ec':
      return verify(digest, signed, key, signature);
  }
}
