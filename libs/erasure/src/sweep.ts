import type { Tx } from '#store';
import type { Erase } from './erase.js';
import { recordChanges } from './log-changes.js';
import { pendingOf, recordsNaming, recordsOf } from './log-rows.queries.js';
import { renamed, spellings, type Names } from './names.js';
import { textsNaming } from './projection-rows.queries.js';
import { withoutClientIn } from './redact-json.js';
import { TEXT_TABLES } from './where-clients-stand.js';

/**
 * Looks through what people and jobs have written, and what is on record of it. What waits to be put on record is looked at
 * first: what is moved meanwhile is then found where it was moved to, or the transaction fails and is tried again.
 */
export async function sweep(tx: Tx, erasureId: string, of: Names, erase: Erase): Promise<void> {
  const spelt = spellings(of.ids);
  const alertIds = [...of.alertIds];
  for (const [table, parts] of Object.entries(TEXT_TABLES)) {
    const changes: object[] = [];
    const digested: string[] = [];
    for (const row of await textsNaming(tx, table, parts, spelt, alertIds)) {
      const about =
        parts.aboutAlert === undefined
          ? ''
          : String(row[parts.aboutAlert.column]).slice(parts.aboutAlert.prefix.length);
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
    const own = isAboutAlert(record.body, of);
    const body = withoutClientIn(record.body, of, own);
    const subject = renamed(record.subject, of);
    return body === record.body && subject === record.subject ? [] : [{ ...record, subject, body }];
  });
  await erase('log_record', recordChanges(changed));
}

async function auditOf(tx: Tx, alertIds: readonly string[]): Promise<string[]> {
  const parts = TEXT_TABLES['audit'];
  if (parts === undefined) return [];
  const rows = await textsNaming(tx, 'audit', parts, [], alertIds);
  return rows.map((row) => String(row['position']));
}

function isAboutAlert(body: string, { alertIds }: Names): boolean {
  const read = JSON.parse(body) as { readonly target?: unknown } | null;
  return typeof read?.target === 'string' && alertIds.has(read.target);
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

const undigested = <R extends { readonly body: string }>(record: R): R => {
  const body = JSON.parse(record.body) as Readonly<Record<string, unknown>> | null;
  if (body === null) return record;
  const kept = Object.entries(body).filter(([name]) => !name.endsWith('_sha256'));
  return { ...record, body: JSON.stringify(Object.fromEntries(kept)) };
};

function changedTexts(
  row: Readonly<Record<string, unknown>>,
  texts: readonly string[],
  of: Names,
  own: boolean,
): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const column of texts) {
    const text = row[column];
    if (typeof text !== 'string') continue;
    const without = withoutClientIn(text, of, own);
    if (without !== text && JSON.stringify(without) !== JSON.stringify(text) && !isSameJson(text, without))
      changed[column] = without;
  }
  return changed;
}

/** JSON that only lost its spaces has not changed. */
function isSameJson(text: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === other;
  } catch {
    return false;
  }
}
