import {
  addAlerts,
  addFanOut,
  openIncidents,
  saveAlerts,
  saveClients,
  type AlertRow,
  type ClientChange,
  type Tx,
} from '#store';
import { appendToLog, firstRecordId, rejectionId } from '#log';
import {
  BLOCK_SIZE,
  incidentIdOf,
  storedHeaders,
  type AlertFactRow,
  type EventRow,
  type RejectionRow,
} from '#log/codec';
import type { Refused } from './decode.js';
import type { Outcome } from './judging.js';
import { StaleRead } from './retry.js';
import type { FanOutPlan, Incident } from './shared-changes.js';

/** All that one transaction appends to the log and changes in the projections. */
export interface Effects {
  readonly chain: string;
  readonly block: number;
  readonly recordedAt: number;
  readonly events: readonly EventRow[];
  readonly outcomes: readonly Outcome[];
  readonly rejections: readonly RejectionRow[];
  readonly fanOuts: readonly FanOutPlan[];
  /** What the shared events of the batch gather alerts under. */
  readonly incidents: readonly Incident[];
}

function clientChange({ client, tags }: Outcome): ClientChange {
  const { clientId, version, sharedPosition } = client.row;
  const state = client.text.next(client.state);
  const lastTo = state === null ? client.state.lastTo : null;
  const { wasKnown } = client;
  return { clientId, version, sharedPosition, lastTo, refs: client.state.refs, tags, state, wasKnown };
}

/** @param first position of the first of them */
function alertFactRows(outcomes: readonly Outcome[], first: number, recordedAt: number): AlertFactRow[] {
  let position = first;
  return outcomes.flatMap(({ alerts }) =>
    alerts.changes.map(({ kind, cause, row, body }) => ({
      position: position++,
      clientId: row.clientId,
      alertId: row.alertId,
      kind,
      cause,
      recordedAt,
      actor: null,
      body: JSON.stringify(body),
    })),
  );
}

/** @param batchFrom where the batch begins, itself a rejection, that the message is out of; `null`: out of none */
export const rejectionRow = (
  { raw, reason, message }: Refused,
  position: number,
  recordedAt: number,
  batchFrom: bigint | null,
): RejectionRow => ({
  rejectionId: idOf(raw, batchFrom),
  position,
  topic: raw.topic,
  partition: raw.partition,
  kafkaOffset: Number(raw.offset),
  lastOffset: raw.unreadable === undefined ? null : Number(raw.unreadable.lastOffset),
  codec: raw.unreadable?.codec ?? null,
  key: raw.key,
  headers: storedHeaders(raw.headers),
  value: raw.value,
  reason,
  message,
  recordedAt,
});

function idOf({ topic, partition, offset }: Refused['raw'], batchFrom: bigint | null): string {
  const id = rejectionId(topic, partition, Number(offset));
  return offset === batchFrom ? firstRecordId(id) : id;
}

/**
 * Writes the effects. The head of the chain is locked from here to the commit; each lane has a chain of its own.
 * @throws a unique violation (code 23505) when an event is on file under the same identity
 * @throws StaleRead where a client was changed by somebody else since it was read
 */
export async function writeEffects(tx: Tx, effects: Effects): Promise<void> {
  const { chain, block, outcomes, events, recordedAt, rejections } = effects;
  const facts = alertFactRows(outcomes, block * BLOCK_SIZE + events.length + rejections.length, recordedAt);
  // First: where an event is on file already, that is what must be said, and nothing else.
  await appendToLog(tx, { chain, block, recordedAt, events, facts, rejections });
  if (outcomes.length > 0) {
    const saved = await saveClients(tx, outcomes.map(clientChange));
    if (saved < outcomes.length) throw new StaleRead('A client');
  }
  await openIncidents(tx, [...effects.incidents, ...incidentsOf(effects)], recordedAt);
  const alertRows = outcomes.flatMap((o) => o.alerts.rows);
  const added = new Set(outcomes.flatMap(addedAlerts));
  await addAlerts(tx, [...added]);
  await saveAlerts(tx, added.size === alertRows.length ? [] : alertRows.filter((row) => !added.has(row)));
  for (const plan of effects.fanOuts) {
    await addFanOut(tx, { position: plan.position, ...plan.trigger, ...plan.affected }, recordedAt);
  }
}

/**
 * Alerts that no one can have met before: on acts that were added just now, or for uses after a look at what is on
 * record. Where a whole timeline was judged again they may be old ones that a merge had shown elsewhere.
 */
const addedAlerts = ({ whole, alerts }: Outcome): AlertRow[] =>
  whole ? [] : alerts.changes.filter(({ kind }) => kind === 'raised').map(({ row }) => row);

/** The incidents that alerts of these outcomes belong to by their own act. */
function incidentsOf(effects: Effects): Incident[] {
  const found = new Map<string, Incident>();
  for (const { judgements } of effects.outcomes) {
    for (const { act, severity } of judgements) {
      if (act.incident === null || severity === null) continue;
      const incidentId = incidentIdOf(act.incident);
      found.set(incidentId, { incidentId, ...act.incident });
    }
  }
  return [...found.values()];
}
