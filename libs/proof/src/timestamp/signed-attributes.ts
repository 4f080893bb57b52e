import { hash, type X509Certificate } from 'node:crypto';
import type { SignerInfo } from '@peculiar/asn1-cms';
import { fromBER, ObjectIdentifier, OctetString, Sequence, type BaseBlock } from 'asn1js';
import { childrenOf } from './raw-parts.js';
import { DIGESTS } from './signature.js';
import { TimeStampError } from './time-stamp-error.js';

/** What is signed in a token: id-ct-TSTInfo. */
export const TST_INFO = '1.2.840.113549.1.9.16.1.4';
const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
/** By which the certificate that signs is named under the signature: SHA-1 (RFC 2634), or any digest (RFC 5035). */
const SIGNING_CERTIFICATE = '1.2.840.113549.1.9.16.2.12';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';

/**
 * What is signed besides the time stamp: its digest, what it is, and which certificate signs.
 * @returns that certificate
 * @throws TimeStampError
 */
export function requireSignedAttributes(
  signer: SignerInfo,
  content: Buffer,
  certificates: readonly X509Certificate[],
): X509Certificate {
  const digest = DIGESTS.get(signer.digestAlgorithm.algorithm);
  if (digest === undefined) throw new TimeStampError('it is signed over a digest that is not known, or not safe');
  const type = only(signer, CONTENT_TYPE);
  const said = only(signer, MESSAGE_DIGEST);
  const isType = type instanceof ObjectIdentifier && type.valueBlock.toString() === TST_INFO;
  const isDigest =
    said instanceof OctetString && hash(digest, content, 'buffer').equals(Buffer.from(said.valueBlock.valueHexView));
  if (!isType || !isDigest) throw new TimeStampError('what it says is not what was signed');
  const certificate = certificates.find((one) => isNamed(signer, one));
  if (certificate === undefined) throw new TimeStampError('the certificate that signed it is not in it');
  return certificate;
}

/** The value of an attribute that is there once, with one value. */
function only({ signedAttrs = [] }: SignerInfo, oid: string): BaseBlock | undefined {
  const [attribute, ...more] = signedAttrs.filter(({ attrType }) => attrType === oid);
  const [value, ...others] = attribute?.attrValues ?? [];
  return value === undefined || more.length > 0 || others.length > 0 ? undefined : fromBER(value).result;
}

function isNamed(signer: SignerInfo, certificate: X509Certificate): boolean {
  const later = only(signer, SIGNING_CERTIFICATE_V2);
  const [first] = childrenOf(childrenOf(later ?? only(signer, SIGNING_CERTIFICATE))[0]);
  const parts = childrenOf(first);
  // The digest is named only where it is not the usual one.
  const [algorithm] = childrenOf(parts.find((part) => part instanceof Sequence));
  const named =
    later !== undefined && algorithm instanceof ObjectIdentifier ? algorithm.valueBlock.toString() : undefined;
  const digest = later === undefined ? 'sha1' : named === undefined ? 'sha256' : DIGESTS.get(named);
  const said = parts.find((part) => part instanceof OctetString);
  return (
    digest !== undefined &&
    said !== undefined &&
    hash(digest, certificate.raw, 'buffer').equals(Buffer.from(said.valueBlock.valueHexView))
  );
}
