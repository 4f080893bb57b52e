import { retentionYears } from '#domain';
import { dueClients } from '#erasure';
import { databaseTime } from '#store';
import { decidingPerson, mayKeep } from '../deciding-person.js';
import { note, writeLine } from '../input.js';
import { changeDatabase, onDatabase, policyInForce } from '../on-database.js';
import { asking } from './erase.js';

/**
 * Lists the clients of whom what had to be kept has been kept long enough by the pack in force, and asks for each to be erased;
 * a second person decides. What is held, or asked for already, is only listed.
 */
export async function applyRetention(options: { readonly dryRun?: boolean; readonly as?: string }): Promise<void> {
  const { years, due } = await onDatabase('retention', async (sql) => {
    const policy = await policyInForce(sql);
    const found = [];
    const kept = retentionYears(policy.pack);
    for await (const client of dueClients(sql, kept, await databaseTime(sql))) found.push(client);
    return { years: kept, due: found };
  });
  const counts = { ASKED: 0, UNDER_WAY: 0, HELD: 0, UNKNOWN: 0 };
  for (const { clientId, endedAt, dueAt, held } of due) {
    const line = { clientId, endedAt: new Date(endedAt).toISOString(), dueAt: new Date(dueAt).toISOString(), held };
    if (options.dryRun === true) {
      await writeLine(JSON.stringify(line));
      continue;
    }
    const reason = `Kept for ${years} years after the relationship ended on ${line.endedAt.slice(0, 10)}.`;
    const { kind } = await changeDatabase('retention', async (tx) => {
      const { personId } = await decidingPerson(tx, options.as, mayKeep);
      return asking(tx, { clientId, ground: 'RETENTION', reason, by: personId });
    });
    counts[kind] += 1;
    await writeLine(JSON.stringify({ ...line, asked: kind }));
  }
  note(
    options.dryRun === true
      ? `${due.length} clients are due after ${years} years. Nothing was asked for.`
      : `${counts.ASKED} erasures asked for, ${counts.UNDER_WAY} under way already, ${counts.HELD} held. A second person decides.`,
  );
}
