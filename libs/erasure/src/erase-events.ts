import { isMerge, isRetraction, type Recorded } from '#domain';
import { identityHash, readStored, type EventRow } from '#log/codec';
import type { Tx } from '#store';
import type { Erase } from './erase.js';
import { eventChanges } from './log-changes.js';
import { ownEvents, sharedEvents } from './log-rows.queries.js';
import { ERASED, type Names } from './names.js';
import { incidentsOf } from './projection-rows.queries.js';
import { withoutClientInEvent } from './redact-event.js';

/**
 * Empties the client's own events, and takes the client out of those that name them among others.
 * @param others events of others that may name them
 */
export async function eraseEvents(tx: Tx, of: Names, others: readonly EventRow[], erase: Erase): Promise<void> {
  const own = await ownEvents(tx, of.ids);
  const shared = (await sharedEvents(tx)).map((row) => ({ row, event: readStored(row) }));
  const merges = shared.filter(({ event }) => isMerge(event) && isAboutThemAlone(event, of, new Set()));
  const identities = new Set([...own, ...merges.map(({ row }) => row)].map(({ identity }) => identity.toString('hex')));
  const emptied: EventRow[] = own.map(empty);
  const met = new Set(own.map(({ position }) => position));
  const keys: string[] = [];
  const redacted: EventRow[] = [];
  for (const { row, event } of [...shared, ...others.map((one) => ({ row: one, event: undefined }))]) {
    if (event !== undefined && isAboutThemAlone(event, of, identities)) {
      keys.push(JSON.stringify([event.source, event.id]));
      if (!met.has(row.position)) emptied.push(empty(row));
      met.add(row.position);
      continue;
    }
    if (met.has(row.position)) continue;
    const without = withoutClientInEvent(row, of);
    if (without !== undefined) redacted.push({ ...row, ...without });
  }
  await erase('event', eventChanges([...emptied, ...redacted]));
  const incidents = await incidentsOf(tx, keys);
  await erase(
    'incident',
    incidents.map(({ incident_id }) => ({ key: { incident_id }, set: { key: ERASED } })),
  );
}

/** It keeps its place, its type and its name, under which it can't come again. */
const empty = (row: EventRow): EventRow => ({
  ...row,
  clientId: null,
  shared: false,
  key: null,
  headers: null,
  value: Buffer.alloc(0),
});

/** Which ids are theirs, and that something of theirs is to be taken as never recorded, concerns nobody else. */
function isAboutThemAlone(event: Recorded, { ids }: Names, identities: ReadonlySet<string>): boolean {
  if (isMerge(event)) return ids.includes(event.data.clientId) || ids.includes(event.data.mergedClientId);
  if (!isRetraction(event)) return false;
  const { clientId, retracts } = event.data;
  return (clientId !== undefined && ids.includes(clientId)) || identities.has(identityHash(retracts).toString('hex'));
}
