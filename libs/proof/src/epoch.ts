import { verifierUnder, type NoteSigner, type NoteVerifier } from './signed-note.js';

/**
 * A log that was restored to an earlier time goes on in another epoch, under another name: whoever keeps heads of what was lost
 * is not shown a second history under one name.
 */
export interface Origin {
  /** The name of the log. */
  readonly base: string;
  /** 1 is the first, and not part of the name. */
  readonly epoch: number;
}

const LATER = /^(.*)\/epoch-([1-9]\d{0,6})$/;

export const originOf = ({ base, epoch }: Origin): string => (epoch === 1 ? base : `${base}/epoch-${epoch}`);

export function readOrigin(origin: string): Origin {
  const [, base, epoch] = LATER.exec(origin) ?? [];
  return base === undefined || Number(epoch) < 2 ? { base: origin, epoch: 1 } : { base, epoch: Number(epoch) };
}

/** The same key under the name that it signs by in an epoch. */
export const signerIn = (signer: NoteSigner, epoch: number): NoteSigner => ({
  ...signer,
  verifier: verifierIn(signer.verifier, epoch),
});

export function verifierIn(verifier: NoteVerifier, epoch: number): NoteVerifier {
  const { base, epoch: given } = readOrigin(verifier.name);
  return given === epoch ? verifier : verifierUnder(verifier, originOf({ base, epoch }));
}
