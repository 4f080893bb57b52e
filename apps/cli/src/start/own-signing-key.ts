import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '#runtime';
import { generateKey } from '#proof';

/**
 * Where nobody has given a key that signs the heads of the log, one is made in the home and kept there. It is as safe as
 * the home is: whoever wants to hold the log to its word against those who run it keeps the key apart.
 * @param given whether there is one
 * @returns the setting that names it
 */
export function ownSigningKey(home: string, given: boolean): NodeJS.ProcessEnv {
  if (given) return {};
  const file = join(home, 'signing-key');
  if (!existsSync(file)) {
    const { signer } = generateKey(`scopewatch.local/${randomBytes(4).toString('hex')}`);
    writeFileSync(file, `${signer}\n`, { mode: 0o600, flag: 'wx' });
  }
  return { [settings.signingKeyFile.name]: file };
}
