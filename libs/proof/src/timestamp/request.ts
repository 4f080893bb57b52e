import { hash, randomBytes } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import { MessageImprint, TimeStampReq, TimeStampReqVersion } from '@peculiar/asn1-tsp';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';

/** SHA-256, as requests name it. */
export const SHA256 = '2.16.840.1.101.3.4.2.1';
const NONCE_BYTES = 8;

export interface TimeStampRequest {
  /** What is posted, as application/timestamp-query. */
  readonly bytes: Buffer;
  /** What the answer must repeat, so that an old one can't be given for it. */
  readonly nonce: Buffer;
}

/** Asks for a time stamp over a text, with the certificates that it is checked by (RFC 3161, section 2.4.1). */
export function timeStampRequest(text: string): TimeStampRequest {
  const nonce = randomBytes(NONCE_BYTES);
  // A whole number above zero whose first byte is no padding: it comes back as it went.
  nonce.writeUInt8((nonce.readUInt8() & 0x7f) | 0x40);
  const request = new TimeStampReq({
    version: TimeStampReqVersion.v1,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithm: SHA256, parameters: null }),
      hashedMessage: new OctetString(hash('sha256', text, 'buffer')),
    }),
    nonce: new Uint8Array(nonce).buffer,
    certReq: true,
  });
  return { bytes: Buffer.from(AsnConvert.serialize(request)), nonce };
}
