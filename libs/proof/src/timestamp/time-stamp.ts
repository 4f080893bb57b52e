import { hash, type X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { ContentInfo, SignedData, type SignerInfo } from '@peculiar/asn1-cms';
import { PKIStatus, TimeStampResp, TSTInfo } from '@peculiar/asn1-tsp';
import { fromBER } from 'asn1js';
import { chainTo } from './chain.js';
import { rawPartsOf, type RawParts } from './raw-parts.js';
import { DIGESTS, isSignedBy } from './signature.js';
import { requireSignedAttributes, TST_INFO } from './signed-attributes.js';
import { TimeStampError } from './time-stamp-error.js';

/** Answers of authorities have a few kilobytes. */
export const TIME_STAMP_BYTES_MAX = 64 * 1024;

/** What a time stamp says, once it has been found to hold. */
export interface TimeStamp {
  /** The text was there before that. */
  readonly at: Date;
  /** Whose certificate it was signed with. */
  readonly by: string;
  /** Whether its certificate goes back to one that was given; `null` where none was. */
  readonly trusted: true | null;
}

export interface TimeStampCheck {
  /** What it must be over. */
  readonly text: string;
  /** PEM, one or more certificates that the authority's must go back to. */
  readonly authority?: string | undefined;
  /** What the request had said. */
  readonly nonce?: Buffer | undefined;
}

/**
 * Checks an authority's answer (RFC 3161, with RFC 5816) offline: that it is granted, over this very text, signed by the
 * certificate that it names and brings, which is one for time stamps and was valid then.
 * @throws TimeStampError with what doesn't hold
 */
export function checkTimeStamp(response: Uint8Array, { text, authority, nonce }: TimeStampCheck): TimeStamp {
  if (response.length > TIME_STAMP_BYTES_MAX) throw new TimeStampError('it is larger than any answer of an authority');
  try {
    return check(readParts(response), { text, authority, nonce });
  } catch (error) {
    if (error instanceof TimeStampError) throw error;
    // It is somebody else's bytes: what can't be read, or is of another shape, fails in many ways.
    throw new TimeStampError(`it can't be read (${error instanceof Error ? error.message : String(error)})`);
  }
}

function check({ info, content, signer, raw }: Read, { text, authority, nonce }: TimeStampCheck): TimeStamp {
  const digest = DIGESTS.get(info.messageImprint.hashAlgorithm.algorithm);
  if (digest === undefined) throw new TimeStampError('it is over a digest that is not known, or not safe');
  if (!hash(digest, text, 'buffer').equals(Buffer.from(info.messageImprint.hashedMessage.buffer)))
    throw new TimeStampError('it is over something else');
  const said = info.nonce === undefined ? undefined : Buffer.from(info.nonce);
  if (nonce !== undefined && said?.equals(nonce) !== true)
    throw new TimeStampError('it answers another request, by its nonce');
  const certificate = requireSignedAttributes(signer, content, raw.certificates);
  if (!isSignedBy(certificate, signer, raw.signedAttributes))
    throw new TimeStampError('its signature is not by the certificate in it');
  const at = info.genTime;
  const trusted = chainTo(authority, certificate, raw.certificates, at);
  return { at, by: nameOf(certificate), trusted };
}

interface Read {
  readonly info: TSTInfo;
  readonly content: Buffer;
  readonly signer: SignerInfo;
  readonly raw: RawParts;
}

function readParts(response: Uint8Array): Read {
  if (fromBER(response).offset !== response.length) throw new TimeStampError('something follows it');
  const { status, timeStampToken } = AsnConvert.parse(response, TimeStampResp);
  if (status.status !== PKIStatus.granted && status.status !== PKIStatus.grantedWithMods) {
    const why = [...(status.statusString ?? [])].join(' ');
    throw new TimeStampError(`it was not granted${why === '' ? '' : `: ${why}`}`);
  }
  const isSigned = timeStampToken !== undefined && timeStampToken.contentType === SIGNED_DATA;
  if (!isSigned) throw new TimeStampError('it holds no signed token');
  const token: ContentInfo = timeStampToken;
  const { encapContentInfo, signerInfos } = AsnConvert.parse(token.content, SignedData);
  const [signer] = signerInfos;
  const content = encapContentInfo.eContent?.single?.buffer;
  if (encapContentInfo.eContentType !== TST_INFO || content === undefined)
    throw new TimeStampError('what is signed in it is no time stamp');
  if (signer === undefined || signerInfos.length !== 1) throw new TimeStampError('it is signed by more than one');
  const info = AsnConvert.parse(content, TSTInfo);
  return { info, content: Buffer.from(content), signer, raw: rawPartsOf(token.content) };
}

const SIGNED_DATA = '1.2.840.113549.1.7.2';

/** The common name; where there is none, all of it. */
function nameOf({ subject }: X509Certificate): string {
  const parts = subject.split('\n');
  const common = parts.findLast((part) => part.startsWith('CN='))?.slice('CN='.length);
  return (common ?? parts.join(', ')).replaceAll(/[^\P{C}]/gu, ' ');
}
