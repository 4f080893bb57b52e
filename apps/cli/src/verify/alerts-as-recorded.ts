import type { AlertView } from '#domain';
import { messageTypeOf, type AlertFact } from './alert-body.js';
import { historyOf, type History, type Rules, type Step } from './alert-history.js';
import { columnsOfView } from './alert-view.js';
import { grouped } from './grouped.js';
import { readBody } from './logged-facts.js';
import { MS } from './log-blocks.js';
import { readJson } from './read-back.js';
import type { Source } from './source.js';

const PAGE = 2_000;

type StoredRow = Readonly<Record<string, unknown>> & {
  readonly client_id: string;
  readonly alert_id: string;
  readonly active: boolean;
  readonly view: string;
  readonly proposed: string | null;
};

/** By client and alert, as one text. */
type Key = string;
const keyOf = (row: { readonly client_id: string; readonly alert_id: string }): Key =>
  JSON.stringify([row.client_id, row.alert_id]);

/**
 * Follows each alert through its recorded changes and holds its row against them; both are read once, side by side, in
 * the order of client and alert.
 * @param onStep told of every step of work, for what else must say the same
 */
export async function alertsAsRecorded(
  source: Source,
  rules: Rules,
  onStep: (step: Step) => void,
): Promise<{ alerts: number; steps: number }> {
  const { sql, report } = source;
  const rebuilt = await rowsPutIntoUse(source);
  const counts = { alerts: 0, steps: 0 };
  let after: readonly [string, string] = ['', ''];
  let carried: AlertFact[] = [];
  for (;;) {
    const last = carried.at(-1);
    const page = await factsAfter(
      source,
      last === undefined ? [...after, -1] : [last.clientId, last.alertId, last.position],
    );
    const isEnd = page.length < PAGE;
    const facts = [...carried, ...page];
    const open = facts.at(-1);
    // The changes of the last alert may go on in the next page.
    const whole = isEnd || open === undefined ? facts : facts.filter((f) => !isSameAlert(f, open));
    carried = isEnd ? [] : facts.slice(whole.length);
    const to = whole.at(-1);
    if (to === undefined && !isEnd) continue;
    const upTo = isEnd || to === undefined ? null : ([to.clientId, to.alertId] as const);
    const rows = new Map((await rowsBetween(sql, after, upTo)).map((row) => [keyOf(row), row]));
    for (const [key, changes] of grouped(whole, (f) => keyOf({ client_id: f.clientId, alert_id: f.alertId }))) {
      const row = rows.get(key);
      rows.delete(key);
      const history = historyOf(changes, rules);
      counts.alerts += 1;
      counts.steps += history.steps.length;
      for (const step of history.steps) onStep(step);
      await compareHistory(source, changes, history, row, rebuilt);
    }
    for (const { client_id, alert_id } of rows.values()) {
      await report.violation('I4', {
        kind: 'NEVER_RAISED',
        table: 'alert',
        row: { client_id, alert_id },
        column: 'alert_id',
      });
    }
    if (upTo === null) return counts;
    after = upTo;
  }
}

const isSameAlert = (a: AlertFact, b: AlertFact): boolean => a.clientId === b.clientId && a.alertId === b.alertId;

async function compareHistory(
  { report, erased }: Source,
  changes: readonly AlertFact[],
  history: History,
  row: StoredRow | undefined,
  rebuilt: ReadonlySet<string>,
): Promise<void> {
  for (const { kind, position, column, expected, actual } of history.faults) {
    const isRebuilt = rebuilt.has(changes[0]?.alertId ?? '');
    // A rebuild that was put into use records nothing, so the next change follows from the row that it left.
    if (kind === 'VERDICTS_DO_NOT_CHAIN' && isRebuilt) continue;
    const at = { table: 'alert_fact', row: { position }, column };
    await report.violation('I4', { kind, ...at, expected: expected ?? null, actual: actual ?? null });
  }
  const [first] = changes;
  if (first === undefined) return;
  const at = { table: 'alert', row: { client_id: first.clientId, alert_id: first.alertId } };
  if (row === undefined) return report.violation('I4', { kind: 'NO_PROJECTION', ...at, column: 'alert_id' });
  const proposed = row.proposed === null ? null : (readJson(row.proposed) ?? row.proposed);
  const isRebuilt = rebuilt.has(first.alertId);
  const { active, ...expected } = history.row;
  await report.compare('I4', at, isRebuilt ? expected : { ...expected, active }, { ...row, proposed });
  const view = readJson(row.view) as AlertView | null;
  if (view === null) return report.violation('I4', { kind: 'UNREADABLE', ...at, column: 'view' });
  // Nobody can judge again what was erased; the columns beside the view still say what it says.
  if (erased.pseudonyms.has(first.clientId)) await report.compare('I4', at, columnsOfView(view), row);
  if (history.judged === undefined || isRebuilt) return;
  await compareView(report, at, view, row, history.judged);
}

/** The view must be the one that was told of last, and the columns beside it those of the view. */
async function compareView(
  report: Source['report'],
  at: { readonly table: string; readonly row: Readonly<Record<string, unknown>> },
  view: AlertView,
  row: StoredRow,
  { kind, body }: AlertFact,
): Promise<void> {
  if (kind !== 'superseded') {
    // Of what stands, the judge gives every detail; that it is what was told of last is seen by what people would see.
    const recorded = { verdict: body.verdict, severity: body.severity, new: [body.newService, body.newAssetType] };
    const shown = { verdict: view.verdict, severity: view.severity, new: [view.newService, view.newAssetType] };
    return report.compare('I4', at, { view: recorded }, { view: shown });
  }
  await report.compare('I4', at, columnsOfView(view), row);
  const { incidentId: _i, survivorId: _s, previousVerdict: _p, cause: _c, detectedAt: _d, status: _st, ...rest } = body;
  const verdict = body.previousVerdict ?? view.verdict;
  const before = { ...rest, alertId: undefined, verdict, explanation: rest.explanation.replace(/^.*? Before: /s, '') };
  const shown = {
    clientId: view.clientId,
    entityId: view.entityId,
    verdict: view.verdict,
    severity: view.severity,
    offer: view.offer,
    newService: view.newService,
    newAssetType: view.newAssetType,
    act: { ...view.act, type: `io.scopewatch.${view.act.type}` },
    citations: view.citations,
    policyVersion: view.policyVersion,
    explanation: view.explanation,
    effectiveAt: view.act.effectiveAt,
  };
  await report.compare('I4', at, { view: before }, { view: shown });
}

const factsAfter = async ({ sql, report }: Source, after: readonly (string | number)[]): Promise<AlertFact[]> => {
  const rows = await sql.query<Omit<AlertFact, 'body'> & { body: string }>(
    `SELECT position, client_id AS "clientId", alert_id AS "alertId", kind, cause,
            ${MS('recorded_at')} AS "recordedAt", actor, body
       FROM alert_fact WHERE (client_id, alert_id, position) > ($1, $2, $3)
      ORDER BY client_id, alert_id, position LIMIT ${PAGE}`,
    after,
  );
  const facts: AlertFact[] = [];
  for (const row of rows) {
    const body = readBody(row.body);
    if (body === null) {
      const at = { table: 'alert_fact', row: { position: row.position }, column: 'body' };
      await report.violation('I4', { kind: 'UNREADABLE', type: messageTypeOf(row.kind), ...at });
    } else facts.push({ ...row, body });
  }
  return facts;
};

const rowsBetween = (
  sql: Source['sql'],
  after: readonly [string, string],
  upTo: readonly [string, string] | null,
): Promise<StoredRow[]> =>
  sql.query(
    `SELECT client_id, alert_id, survivor_id, entity_id, verdict, severity, active, status, incident_id,
            ${MS('effective_at')} AS effective_at, ${MS('raised_at')} AS raised_at, ${MS('changed_at')} AS changed_at,
            explanation, view, kind, service, asset_class, country, article61_2, assignee, work,
            ${MS('closed_at')} AS closed_at, proposed
       FROM alert
      WHERE (client_id, alert_id) > ($1, $2) AND ($3::text IS NULL OR (client_id, alert_id) <= ($3, $4))`,
    [...after, ...(upTo ?? [null, null])],
  );

/** Alerts of which a rebuild has put another row into use, in its time. */
async function rowsPutIntoUse({ sql }: Source): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    `SELECT DISTINCT d.key AS id FROM rebuild_difference d JOIN rebuild r USING (rebuild_id)
      WHERE d.kind = 'alert' AND d.cause <> 'PROJECTION' AND r.stage IN ('IN_USE', 'ROLLING_BACK', 'ROLLED_BACK', 'DISCARDED')`,
  );
  return new Set(rows.map(({ id }) => id));
}
