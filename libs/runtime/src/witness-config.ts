import { COSIGNATURE, NoteError, readVerifier, type NoteVerifier } from '#proof';
import type { Secret } from './secret.js';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** Somebody outside who signs heads of the log that continue what they have seen. */
export interface WitnessConfig {
  readonly key: NoteVerifier;
  /** The prefix that `add-checkpoint` is posted below. */
  readonly url: string;
}

/** Who outside vouches for the heads of the log, and how often each is asked. */
export interface OutsideConfig {
  readonly witnesses: readonly WitnessConfig[];
  readonly witnessSeconds: number;
  /** A time-stamping authority; `undefined`: none is asked. */
  readonly authority: { readonly url: string; readonly ca: Secret | undefined; readonly minutes: number } | undefined;
}

export function readOutside(read: SettingReader): OutsideConfig {
  const url = read.httpUrl(settings.tsaUrl);
  const ca = read.pem(settings.tsaCa);
  const minutes = read.count(settings.tsaMinutes, 1, 7 * 24 * 60);
  return {
    witnesses: readWitnesses(read),
    witnessSeconds: read.count(settings.witnessSeconds, 1, 86_400),
    authority: url === undefined ? undefined : { url, ca, minutes },
  };
}

function readWitnesses(read: SettingReader): WitnessConfig[] {
  const words = (read.optional(settings.witnesses) ?? '').split(/[\s,]+/).filter((word) => word !== '');
  const witnesses: WitnessConfig[] = [];
  for (let i = 0; i < words.length; i += 2) {
    const [key = '', url = ''] = words.slice(i, i + 2);
    try {
      witnesses.push({ key: witnessKey(key), url: witnessUrl(url) });
    } catch (error) {
      if (!(error instanceof NoteError)) throw error;
      read.wrong(settings.witnesses, `must be pairs of a verifier key and an address: ${error.message}`);
    }
  }
  const names = witnesses.map(({ key }) => key.name);
  if (new Set(names).size < names.length) read.wrong(settings.witnesses, 'names a witness twice.');
  return witnesses;
}

function witnessKey(text: string): NoteVerifier {
  const key = readVerifier(text);
  if (key.algorithm === COSIGNATURE) return key;
  throw new NoteError(`The key of ${key.name} is that of a log; one of a witness is for Ed25519 cosignatures.`);
}

function witnessUrl(url: string): string {
  if (!/^https?:\/\//.test(url) || !URL.canParse(url)) throw new NoteError(`"${url}" is no http address.`);
  return url.replace(/\/+$/, '');
}
