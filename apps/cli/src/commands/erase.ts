import { askForErasure, type Asked } from '#erasure';
import { saysSomething } from '#domain';
import {
  decideErasure,
  erasureOf,
  erasures,
  holdsOn,
  recordAudit,
  twoPeople,
  type Erasure,
  type ErasureGround,
  type LegalHold,
  type Tx,
} from '#store';
import { CliError } from '../cli-error.js';
import { COMMAND_LINE, decidingPerson, mayKeep } from '../deciding-person.js';
import { note, writeLine } from '../input.js';
import { changeDatabase, onDatabase } from '../on-database.js';

/** One line for each, the newest first. */
export async function listErasures(): Promise<void> {
  const rows = await onDatabase('erase', (sql) => erasures(sql, null, 10_000));
  for (const row of rows) await writeLine(JSON.stringify(shown(row)));
  const waiting = rows.filter(({ decision }) => decision === null).length;
  note(`${rows.length} erasures, ${waiting} of which wait for a second person.`);
}

/** Asks for a client to be erased. */
export async function requestErasure(
  clientId: string,
  options: { readonly reason: string; readonly as?: string },
): Promise<void> {
  const { reason } = options;
  if (!saysSomething(reason)) throw new CliError('Say why: --reason TEXT.', 2);
  const asked = await changeDatabase('erase', async (tx) => {
    const { personId } = await decidingPerson(tx, options.as, mayKeep);
    return asking(tx, { clientId, ground: 'ON_REQUEST', reason, by: personId });
  });
  if (asked.kind === 'HELD') throw new CliError(heldBack(clientId, asked.holds), 1);
  if (asked.kind === 'UNKNOWN') throw new CliError(`Nothing is on file of a client ${clientId}.`, 2);
  await writeLine(JSON.stringify(shown(asked.erasure)));
  note(
    asked.kind === 'ASKED'
      ? `Asked for. A second person decides: scopewatch erase approve|reject ${asked.erasure.erasureId} --as PERSON.`
      : 'It had been asked for already.',
  );
}

/** Asks, and notes in the audit who did. */
export async function asking(
  tx: Tx,
  { ground, ...wanted }: { clientId: string; ground: ErasureGround; reason: string; by: string },
): Promise<Asked> {
  const asked = await askForErasure(tx, { ...wanted, ground });
  if (asked.kind === 'ASKED') {
    const actor = { personId: wanted.by, address: COMMAND_LINE };
    await recordAudit(tx, actor, 'erasure.request', asked.erasure.erasureId, null, shown(asked.erasure));
  }
  return asked;
}

/** Agrees to erasures that somebody else has asked for, or turns them down. */
export async function decideErasures(
  decision: 'approve' | 'reject',
  erasureIds: readonly string[],
  options: { readonly as?: string; readonly reason?: string },
): Promise<void> {
  const { reason } = options;
  if (decision === 'reject' && !saysSomething(reason ?? '')) throw new CliError('Say why: --reason TEXT.', 2);
  for (const erasureId of erasureIds) {
    const after = await changeDatabase('erase', async (tx) => {
      const { personId } = await decidingPerson(tx, options.as, mayKeep);
      const before = await erasureOf(tx, erasureId);
      if (before === undefined) throw new CliError(`No erasure has the id ${erasureId}.`, 2);
      if (before.decision !== null) throw new CliError(`The erasure ${erasureId} has been decided on.`, 1);
      if (decision === 'approve') await requireSecond(tx, before, personId);
      const word = decision === 'approve' ? 'APPROVED' : 'REJECTED';
      await decideErasure(tx, erasureId, word, personId, reason ?? null);
      const decided = (await erasureOf(tx, erasureId)) ?? before;
      const actor = { personId, address: COMMAND_LINE };
      await recordAudit(tx, actor, `erasure.${decision}`, erasureId, shown(before), shown(decided));
      return decided;
    });
    await writeLine(JSON.stringify(shown(after)));
  }
  if (decision === 'approve') note('Agreed. The notifier carries it out; scopewatch erase lists how far it is.');
}

async function requireSecond(tx: Tx, { requestedBy, clientId }: Erasure, personId: string): Promise<void> {
  const { same, proposer } = await twoPeople(tx, requestedBy, personId);
  if (same) throw new CliError(`${personId} has asked for it; somebody else must approve it.`, 1);
  if (proposer === null || !mayKeep(proposer)) {
    throw new CliError(`${requestedBy}, who asked for it, is disabled or may not ask for it any more. Reject it.`, 1);
  }
  const holds = await holdsOn(tx, [clientId]);
  if (holds.length > 0) throw new CliError(heldBack(clientId, holds), 1);
}

export const heldBack = (clientId: string, holds: readonly LegalHold[]): string =>
  `A legal hold stands on ${clientId}: ${holds.map(({ holdId, reason }) => `“${reason}” (${holdId})`).join(', ')}. ` +
  'Lift it first: scopewatch hold lift HOLD --reason TEXT.';

const shown = ({ clientIds: _ids, pseudonym: _random, ...erasure }: Erasure): object => erasure;
