import type { Tx } from '#store';
import type { Erase } from './erase.js';
import { recordChanges } from './log-changes.js';
import { pendingAudit, pendingNaming, pendingOf, recordsNaming, recordsOf } from './log-rows.queries.js';
import { spellings, type Names } from './names.js';
import { textsNaming } from './projection-rows.queries.js';
import { changedTexts, undigested, withoutClientInRecord } from './redact-record.js';
import { TEXT_TABLES } from './where-clients-stand.js';

/**
 * Looks through what people and jobs have written, and what is on record of it. What waits to be put on record is looked at
 * first: what is moved meanwhile is then found where it was moved to, or the transaction fails and is tried again.
 */
export async function sweep(tx: Tx, erasureId: string, of: Names, erase: Erase): Promise<void> {
  const spelt = spellings(of.ids);
  const alertIds = [...of.alertIds];
  await sweepPending(tx, spelt, alertIds, of, erase);
  for (const [table, parts] of Object.entries(TEXT_TABLES)) {
    const changes: object[] = [];
    const digested: string[] = [];
    for (const row of await textsNaming(tx, table, parts, spelt, alertIds)) {
      const { aboutAlert } = parts;
      const about = aboutAlert === undefined ? '' : String(row[aboutAlert.column]).slice(aboutAlert.prefix.length);
      const set = changedTexts(row, parts.texts, of, of.alertIds.has(about));
      if (Object.keys(set).length === 0 || row['erasure_id'] === erasureId) continue;
      changes.push({ key: Object.fromEntries(parts.key.map((column) => [column, row[column]])), set });
      if (table === 'planned_check') digested.push(String(row['check_id']).replaceAll('/', '~1'));
    }
    await erase(table, changes);
    // A digest of what was asked would tell whether a guess at it is right; what stands now is on record with its own.
    if (digested.length > 0) await withoutDigests(tx, table, digested, erase);
  }
  const records = await recordsNaming(tx, spelt, { from: 0, to: null });
  const aboutAlerts = (await recordsOf(tx, 'audit', await auditOf(tx, alertIds))).filter(
    ({ position }) => !records.some((record) => record.position === position),
  );
  const changed = [...records, ...aboutAlerts].flatMap((record) => {
    const body = withoutClientInRecord(record.kind, record.body, of);
    return body === record.body ? [] : [{ ...record, body }];
  });
  await erase('log_record', recordChanges(changed));
}

async function sweepPending(
  tx: Tx,
  spelt: readonly string[],
  alertIds: readonly string[],
  of: Names,
  erase: Erase,
): Promise<void> {
  const waiting = new Map(
    [...(await pendingNaming(tx, spelt)), ...(await pendingAudit(tx, alertIds))].map((row) => [row.n, row]),
  );
  const changes = [...waiting.values()].flatMap(({ n, kind, body }) => {
    const without = withoutClientInRecord(kind, body, of);
    return without === body ? [] : [{ key: { n }, set: { body: without } }];
  });
  await erase('record_pending', changes);
}

async function auditOf(tx: Tx, alertIds: readonly string[]): Promise<string[]> {
  const parts = TEXT_TABLES['audit'];
  if (parts === undefined) return [];
  const rows = await textsNaming(tx, 'audit', parts, [], alertIds);
  return rows.map((row) => String(row['position']));
}

/** But of the last one, which is of what is left. */
async function withoutDigests(tx: Tx, kind: string, subjects: readonly string[], erase: Erase): Promise<void> {
  const last = new Map<string, number>();
  const pending = await pendingOf(tx, kind, subjects);
  for (const { n, subject } of pending) last.set(subject, Math.max(n, last.get(subject) ?? 0));
  await erase(
    'record_pending',
    pending
      .filter(({ n, subject }) => last.get(subject) !== n)
      .map((row) => ({ key: { n: row.n }, set: { body: undigested(row).body } })),
  );
  await erase('log_record', recordChanges((await recordsOf(tx, kind, subjects)).map(undigested)));
}
