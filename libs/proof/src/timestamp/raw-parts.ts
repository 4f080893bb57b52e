import { X509Certificate } from 'node:crypto';
import { fromBER, Constructed, Sequence, Set as SetOf, type BaseBlock } from 'asn1js';

const CONTEXT_SPECIFIC = 3;
const CERTIFICATES_MAX = 20;

/** What digests and signatures are made of, byte for byte as it was sent. */
export interface RawParts {
  /** Those that come along; other kinds than X.509 are left out. */
  readonly certificates: readonly X509Certificate[];
  /** The attributes that the first signer has signed. */
  readonly signedAttributes: Buffer | undefined;
}

/** [0] of SignedData are its certificates, its last part the signers, and [0] of one of these what they signed (RFC 5652, 5.1, 5.3). */
export function rawPartsOf(signedData: ArrayBuffer): RawParts {
  const { result } = fromBER(signedData);
  const found = childrenOf(contextZero(result)).filter((part) => part instanceof Sequence);
  const signers = childrenOf(result).findLast((part) => part instanceof SetOf);
  const attributes = contextZero(childrenOf(signers)[0]);
  return {
    certificates: found
      .slice(0, CERTIFICATES_MAX)
      .map(({ valueBeforeDecodeView }) => new X509Certificate(valueBeforeDecodeView)),
    signedAttributes: attributes === undefined ? undefined : Buffer.from(attributes.valueBeforeDecodeView),
  };
}

const contextZero = (block: BaseBlock | undefined): BaseBlock | undefined =>
  childrenOf(block).find(({ idBlock }) => idBlock.tagClass === CONTEXT_SPECIFIC && idBlock.tagNumber === 0);

/** The parts of a sequence, a set, or a tag around them. */
export const childrenOf = (block: BaseBlock | undefined): readonly BaseBlock[] =>
  block instanceof Constructed ? block.valueBlock.value : [];
