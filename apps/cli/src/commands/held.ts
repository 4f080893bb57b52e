import { writeFileSync } from 'node:fs';
import { heldData, heldDataPage } from '#erasure';
import { recordAudit } from '#store';
import { CliError } from '../cli-error.js';
import { COMMAND_LINE, decidingPerson, mayReadHeld } from '../deciding-person.js';
import { note } from '../input.js';
import { changeDatabase } from '../on-database.js';

/** Writes all that is held of a client into a file: to be read where its name ends in .html, else as JSON. */
export async function writeHeld(
  clientId: string,
  { output, as }: { readonly output?: string; readonly as?: string },
): Promise<void> {
  if (output === undefined) throw new CliError('Say where to write it: -o FILE.json or -o FILE.html.', 2);
  const at = new Date().toISOString();
  const data = await changeDatabase('held', async (tx) => {
    const { personId } = await decidingPerson(tx, as, mayReadHeld);
    const found = await heldData(tx, clientId);
    if (found.parts.length === 0) throw new CliError(`Nothing is held of a client ${clientId}.`, 2);
    const counts = Object.fromEntries(found.parts.map(({ table, rows }) => [table, rows.length]));
    const taken = { clientIds: found.clientIds, counts };
    await recordAudit(tx, { personId, address: COMMAND_LINE }, 'held-data.take', clientId, null, taken);
    return found;
  });
  const text = /\.html?$/i.test(output) ? heldDataPage(data, at) : `${JSON.stringify({ at, ...data }, null, 2)}\n`;
  try {
    // It is all about one client: whoever else is on this machine has it given to them, or not at all.
    writeFileSync(output, text, { mode: 0o600 });
  } catch (error) {
    throw new CliError(`${output}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
  const rows = data.parts.reduce((sum, part) => sum + part.rows.length, 0);
  note(`${output}: ${rows} entries of ${data.clientIds.join(', ')}. That it was taken is in the audit.`);
}
