import { resolve } from 'node:path';
import { NoteError, readSigner, type NoteSigner } from '#proof';
import { checkout } from './checkout.js';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** Who signs the heads of the log, how often, and where the latest is kept. */
export interface CheckpointConfig {
  /** Read anew each time; `undefined`: nothing is signed. @throws NoteError where the file no longer holds keys */
  readonly signers: (() => readonly NoteSigner[]) | undefined;
  readonly seconds: number;
  /** Absolute. */
  readonly file: string | undefined;
}

export function readCheckpoints(read: SettingReader): CheckpointConfig {
  const file = read.optional(settings.checkpointFile);
  return {
    signers: readSigners(read),
    seconds: read.count(settings.checkpointSeconds, 1, 3_600),
    file: file === undefined ? undefined : resolve(checkout, file),
  };
}

function readSigners(read: SettingReader): CheckpointConfig['signers'] {
  const keys = read.secret(settings.signingKey, settings.signingKeyFile);
  if (keys === undefined) return undefined;
  const signers = (): NoteSigner[] => {
    const found = keys()
      .split(/\s+/)
      .filter((key) => key !== '');
    if (found.length === 0) throw new NoteError('There is none.');
    return found.map(readSigner);
  };
  try {
    signers();
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    const setting = read.optional(settings.signingKey) === undefined ? settings.signingKeyFile : settings.signingKey;
    read.wrong(setting, `holds no key that can sign: ${error.message}`);
  }
  return signers;
}
