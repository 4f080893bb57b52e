import type { AlertView } from '#domain';
import { alertRowOf } from '#ingest';
import {
  addFanOut,
  discardOthers,
  dropOldRows,
  keepOldRows,
  knowledgeVersion,
  newBlock,
  putClientsIntoUse,
  putOldRowsBack,
  rebuildDifferences,
  saveAlerts,
  touchedSinceCutOver,
  type Tx,
} from '#store';

const PAGE = 1_000;

/**
 * Puts the rows that differ into use, and keeps the ones that they replace. Nothing is recorded and nothing is sent.
 * @returns the version that the clients have now
 */
export async function putIntoUse(tx: Tx, rebuildId: string): Promise<number> {
  await discardOthers(tx, rebuildId);
  const { first } = await newBlock(tx);
  await keepOldRows(tx, rebuildId);
  await putClientsIntoUse(tx, rebuildId, first, await knowledgeVersion(tx));
  const filter = { change: null, kind: 'alert', clientId: null };
  for (let last = 0; ;) {
    const rows = await rebuildDifferences(tx, rebuildId, filter, last, PAGE);
    for (const { key, before, after } of rows) {
      if (after !== null) await restoreAlert(tx, key, JSON.parse(after) as AlertView);
      else if (before !== null) await takeAlertDown(tx, key, JSON.parse(before) as AlertView);
    }
    if (rows.length < PAGE) return first;
    last = rows.at(-1)?.ordinal ?? last;
  }
}

/**
 * Puts the replaced rows back where nobody has changed the client since; everybody else is judged anew from the log, as a
 * job of the monitors, so that nothing recorded since the cut-over is lost.
 * @returns how many clients are judged anew
 */
export async function putBack(tx: Tx, rebuildId: string, cutOverVersion: number): Promise<number> {
  const touched = await touchedSinceCutOver(tx, rebuildId, cutOverVersion);
  const { first, recordedAt } = await newBlock(tx);
  await putOldRowsBack(tx, rebuildId, touched, first);
  if (touched.length > 0) {
    const job = {
      position: first,
      cause: 'CORRECTION',
      incidentId: null,
      refs: [],
      clientIds: touched,
      everyone: false,
    };
    await addFanOut(tx, job, recordedAt);
  }
  await dropOldRows(tx);
  return touched.length;
}

/**
 * An alert keeps the times of its recorded changes and what people decided; one that was never recorded as raised gets a
 * row when its client is next judged, with the record of it.
 */
async function restoreAlert(tx: Tx, alertId: string, view: AlertView): Promise<void> {
  const [recorded] = await tx.query<{ raised: number | null; changed: number | null; incidentId: string | null }>(
    `SELECT (extract(epoch FROM min(recorded_at)) * 1000)::bigint AS raised,
            (extract(epoch FROM max(recorded_at)) * 1000)::bigint AS changed,
            max(body::json ->> 'incidentId') AS "incidentId"
       FROM alert_fact WHERE client_id = $1 AND alert_id = $2`,
    [view.clientId, alertId],
  );
  if (recorded?.raised == null || recorded.changed === null) return;
  await saveAlerts(tx, [alertRowOf(alertId, view, recorded.raised, recorded.changed, recorded.incidentId)]);
}

const takeAlertDown = (tx: Tx, alertId: string, view: AlertView): Promise<unknown> =>
  tx.query('UPDATE alert SET active = false WHERE client_id = $1 AND alert_id = $2', [view.clientId, alertId]);
