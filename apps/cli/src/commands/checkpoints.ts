import { writeFileSync } from 'node:fs';
import { checkpointKeys, newestHeads } from '#log';
import { generateKey, NoteError } from '#proof';
import { CliError } from '../cli-error.js';
import { writeLine } from '../input.js';
import { onDatabase } from '../on-database.js';

/** Prints the newest signed heads, or the keys that signed them. */
export async function printCheckpoints(options: { readonly limit: string; readonly keys?: boolean }): Promise<void> {
  const limit = /^\d{1,6}$/.test(options.limit) ? Number(options.limit) : 0;
  if (limit < 1) throw new CliError('--limit must be a whole number from 1 to 999999.', 2);
  const lines = await onDatabase('checkpoints', async (sql) =>
    options.keys === true ? checkpointKeys(sql) : (await newestHeads(sql, limit)).map(({ note }) => note),
  );
  if (lines.length === 0) {
    throw new CliError(
      'Nothing has been signed: set SCOPEWATCH_SIGNING_KEY_FILE for the notifier ("scopewatch checkpoints key --help").',
      1,
    );
  }
  for (const line of lines) await writeLine(line.replace(/\n$/, ''));
}

/** Writes a new signing key to a file of one's own, and prints what others check by. */
export async function makeKey(name: string, { output }: { readonly output: string }): Promise<void> {
  try {
    const { signer, verifier } = generateKey(name);
    // What is there may be the only key of a log.
    writeFileSync(output, `${signer}\n`, { mode: 0o600, flag: 'wx' });
    await writeLine(verifier);
  } catch (error) {
    if (error instanceof NoteError) throw new CliError(error.message, 2);
    throw new CliError(`${output}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
}
