import { randomBytes } from 'node:crypto';
import { saysSomething } from '#domain';
import { legalHolds, liftHold, placeHold, recordAudit } from '#store';
import { CliError } from '../cli-error.js';
import { COMMAND_LINE, decidingPerson, mayHold } from '../deciding-person.js';
import { note, writeLine } from '../input.js';
import { changeDatabase, onDatabase } from '../on-database.js';

interface Why {
  readonly reason: string;
  readonly as?: string;
}

/** One line for each, those that stand first. */
export async function listHolds(): Promise<void> {
  const rows = await onDatabase('hold', (sql) => legalHolds(sql, null, 10_000));
  for (const row of rows) await writeLine(JSON.stringify(row));
  note(`${rows.filter(({ liftedAt }) => liftedAt === null).length} legal holds stand.`);
}

/** Forbids that anything of a client is erased, under whichever of their ids. */
export async function place(clientId: string, { reason, as }: Why): Promise<void> {
  if (!saysSomething(reason)) throw new CliError('Say why: --reason TEXT.', 2);
  const holdId = `hold-${randomBytes(8).toString('hex')}`;
  await changeDatabase('hold', async (tx) => {
    const { personId } = await decidingPerson(tx, as, mayHold);
    const hold = { holdId, clientId, reason, placedBy: personId };
    await placeHold(tx, hold);
    await recordAudit(tx, { personId, address: COMMAND_LINE }, 'hold.place', holdId, null, hold);
    await writeLine(JSON.stringify(hold));
  });
}

/** Allows it again. */
export async function lift(holdId: string, { reason, as }: Why): Promise<void> {
  if (!saysSomething(reason)) throw new CliError('Say why: --reason TEXT.', 2);
  await changeDatabase('hold', async (tx) => {
    const { personId } = await decidingPerson(tx, as, mayHold);
    const before = await liftHold(tx, holdId, personId, reason);
    if (before === undefined) throw new CliError(`No legal hold with the id ${holdId} stands.`, 2);
    const after = { ...before, liftedBy: personId, reason };
    await recordAudit(tx, { personId, address: COMMAND_LINE }, 'hold.lift', holdId, before, after);
    await writeLine(JSON.stringify({ ...before, liftedBy: personId, liftReason: reason }));
  });
}
