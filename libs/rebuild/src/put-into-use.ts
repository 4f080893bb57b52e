import type { AlertView } from '#domain';
import {
  addFanOut,
  alertsInUse,
  deleteAlert,
  discardOthers,
  dropOldRows,
  keepOldRows,
  sharedFactsVersion,
  putClientsIntoUse,
  putOldRowsBack,
  rebuildDifferences,
  recordedSteps,
  takeAlertDown,
  touchedSinceCutOver,
  writeAlert,
  type Tx,
} from '#store';
import { newBlock } from '#log';
import { rowOnRecord } from './alert-on-record.js';
import { judgedOf, viewIn, type ShownAlert } from './compare.js';

const PAGE = 1_000;

/**
 * Puts the rows that differ into use, and keeps the ones that they replace. Nothing is recorded and nothing is sent.
 * @returns the version that the clients have now
 */
export async function putIntoUse(tx: Tx, rebuildId: string): Promise<number> {
  await discardOthers(tx, rebuildId);
  const { first } = await newBlock(tx);
  await keepOldRows(tx, rebuildId);
  await putClientsIntoUse(tx, rebuildId, first, await sharedFactsVersion(tx));
  const filter = { change: null, kind: 'alert', clientId: null };
  for (let last = 0; ;) {
    const rows = await rebuildDifferences(tx, rebuildId, filter, last, PAGE);
    for (const { key, before, after } of rows) {
      const shown = JSON.parse(after ?? before ?? 'null') as ShownAlert;
      const stands = after !== null && shown.superseded !== true;
      await putAlertRight(tx, key, shown.clientId, stands ? judgedOf(shown) : undefined);
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
 * An alert gets the row that its recorded changes and the judge give it, with what people decided. One that was never
 * recorded as raised gets a row when its client is next judged, with the record of it; a row by which nothing was ever
 * recorded goes.
 * @param view what the judge says of it; `undefined` where nothing alerts
 */
async function putAlertRight(tx: Tx, alertId: string, clientId: string, view: AlertView | undefined): Promise<void> {
  const steps = (await recordedSteps(tx, [clientId])).filter((step) => step.alertId === alertId);
  const row = (await alertsInUse(tx, [clientId])).find((alert) => alert.alertId === alertId);
  const right = rowOnRecord(steps, view, row === undefined ? undefined : viewIn(row));
  if (right !== null) await writeAlert(tx, right);
  else if (view === undefined && steps.length === 0) await deleteAlert(tx, clientId, alertId);
  else if (view === undefined) await takeAlertDown(tx, clientId, alertId);
}
