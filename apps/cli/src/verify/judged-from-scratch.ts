import {
  append,
  canAppend,
  canonicalJson,
  catalogueOf,
  clientTags,
  clientIdsOf,
  judge,
  retractedBy,
  partitionEvents,
  unretractedMerges,
  mergeClients,
  isRetracted,
  type AlertView,
  type Catalogue,
  type ClientFact,
  type ClientState,
  type Judged,
  type Recorded,
  type ClientMerges,
} from '#domain';
import { alertsById, incidentIdOf, judgedColumns } from './alert-view.js';
import { grouped } from './grouped.js';
import { MS } from './log-blocks.js';
import { readBack, readJson, type LogRow } from './read-back.js';
import type { Source } from './source.js';

const I3 = 'I3 scope, verdicts and alerts equal the judge run from scratch over the log';
const I6 = 'I6 the result depends on no order of arrival and on no batching';
const CHUNK = 200;
/** Every how many clients the order of arrival is shuffled. */
const SAMPLE_EVERY = 10;

const ROW = `position, message_key AS "key", headers, value`;

interface Book {
  readonly clientMerges: ClientMerges;
  readonly catalogue: Catalogue;
  readonly survivors: readonly string[];
  factsOf(survivors: readonly string[]): Promise<Map<string, ClientFact[]>>;
}

/** Judges every client again, from the events alone, and compares with what is in the tables. */
export async function judgedFromScratch(source: Source, shared: readonly Recorded[]): Promise<void> {
  const { report, policy } = source;
  const book = await openBook(source, shared);
  const counts = { clients: 0, facts: 0, verdicts: 0, alerts: 0, shuffled: 0 };
  const [{ newest = 0 } = {}] = await source.sql.query<{ newest?: number }>('SELECT version AS newest FROM knowledge');
  const progress = source.progress('Judging again', 'clients', book.survivors.length);
  for (let i = 0; i < book.survivors.length; i += CHUNK) {
    const survivors = book.survivors.slice(i, i + CHUNK);
    const timelines = await book.factsOf(survivors);
    const tables = await readTables(source, survivors);
    for (const [j, survivor] of survivors.entries()) {
      const facts = timelines.get(survivor) ?? [];
      const judged = judge(survivor, book.clientMerges.membersOf(survivor), facts, book.catalogue, policy);
      counts.clients += 1;
      counts.facts += facts.length;
      counts.verdicts += judged.judgements.length;
      await compareClient(source, judged.state, tables.clients.get(survivor), newest);
      const views = alertsById(judged.judgements, policy);
      counts.alerts += views.size;
      await compareAlerts(source, survivor, views, tables.alerts.get(survivor) ?? []);
      if ((i + j) % SAMPLE_EVERY === 0) {
        counts.shuffled += 1;
        if (!isOrderFree(source, survivor, facts, judged, book)) {
          await report.violation('I6', { kind: 'ORDER_MATTERS', clientId: survivor });
        }
      }
    }
    progress.add(survivors.length);
  }
  progress.done();
  await findStrangers(source, new Set([...book.survivors, ...source.erased.pseudonyms]));
  report.invariant(
    I3,
    `${counts.clients} clients, ${counts.facts} facts of theirs, ${counts.verdicts} verdicts, ${counts.alerts} alerts, ` +
      `each column of their rows`,
  );
  report.invariant(I6, `${counts.shuffled} clients judged in other orders and batches`);
}

/** All that clients share, in the order of recording. */
export async function readShared({ sql }: Source): Promise<Recorded[]> {
  const rows = await sql.query<LogRow>(`SELECT ${ROW} FROM event WHERE shared ORDER BY position`);
  // One that can't be read is named where the log is read.
  return rows.flatMap((row) => readBack(row) ?? []);
}

async function openBook({ sql }: Source, shared: readonly Recorded[]): Promise<Book> {
  const sorted = partitionEvents(shared);
  const retracted = retractedBy(sorted.retractions);
  const clientMerges = mergeClients(unretractedMerges(sorted.merges, retracted));
  const ids = clientIdsOf(sorted);
  for (const { data } of sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
  for (const { id } of await sql.query<{ id: string }>(
    'SELECT DISTINCT client_id AS id FROM event WHERE client_id IS NOT NULL AND NOT shared',
  )) {
    ids.add(id);
  }
  return {
    clientMerges,
    catalogue: catalogueOf(sorted.catalogueEvents, retracted),
    survivors: [...new Set([...ids].map((id) => clientMerges.survivorOf(id)))].sort(),
    async factsOf(survivors) {
      const members = survivors.flatMap((id) => clientMerges.membersOf(id));
      const rows = await sql.query<LogRow>(
        `SELECT ${ROW} FROM event WHERE client_id = ANY($1) AND NOT shared ORDER BY position`,
        [members],
      );
      const facts = rows.flatMap((row) => {
        const event = readBack(row);
        return event === null ? [] : partitionEvents([event]).clientFacts;
      });
      const unretracted = facts.filter((fact) => !isRetracted(fact, retracted, clientMerges));
      return grouped(unretracted, (fact) => clientMerges.survivorOf(fact.data.clientId));
    },
  };
}

interface StoredClient {
  readonly id: string;
  readonly version: number;
  readonly knowledge: number;
  readonly refs: readonly string[];
  readonly facets: readonly string[];
  readonly state: string;
  readonly lastTo: number | null;
}

type StoredAlert = Readonly<Record<string, unknown>> & { readonly alert_id: string; readonly survivor_id: string };

interface Tables {
  readonly clients: ReadonlyMap<string, StoredClient>;
  readonly alerts: ReadonlyMap<string, readonly StoredAlert[]>;
}

async function readTables({ sql }: Source, survivors: readonly string[]): Promise<Tables> {
  const clients = await sql.query<StoredClient>(
    `SELECT client_id AS id, version, knowledge, refs, facets, state, last_to AS "lastTo"
       FROM client WHERE client_id = ANY($1)`,
    [survivors],
  );
  const alerts = await sql.query<StoredAlert>(
    `SELECT client_id, alert_id, survivor_id, entity_id, verdict, severity, active, incident_id,
            ${MS('effective_at')} AS effective_at, explanation, kind, service, asset_class, country, article61_2, view
       FROM alert WHERE active AND survivor_id = ANY($1)`,
    [survivors],
  );
  return {
    clients: new Map(clients.map((c) => [c.id, c])),
    alerts: grouped(alerts, (alert) => alert.survivor_id),
  };
}

async function compareClient(
  { report, policy }: Source,
  state: ClientState,
  stored: StoredClient | undefined,
  newest: number,
): Promise<void> {
  const row = { table: 'client', row: { client_id: state.clientId } };
  if (stored === undefined) return report.violation('I3', { kind: 'NO_PROJECTION', ...row, column: 'client_id' });
  const kept = stateIn(stored);
  if (kept === null) return report.violation('I3', { kind: 'UNREADABLE', ...row, column: 'state' });
  // The end of the timeline has a column of its own, once it has moved alone; the state then says an older one.
  const isApart = stored.lastTo !== null;
  const apart = isApart ? { last_to: state.lastTo } : {};
  const expected = {
    refs: [...state.refs].sort(),
    facets: clientTags(state, policy),
    state: comparable(isApart ? { ...state, lastTo: 0 } : state),
    ...apart,
  };
  const actual = {
    refs: [...stored.refs].sort(),
    facets: stored.facets,
    state: comparable(isApart ? { ...kept, lastTo: 0 } : kept),
    last_to: stored.lastTo,
  };
  await report.compare('I3', row, expected, actual);
  // A state that is right was judged as of any change of shared facts there was, but of none that is still to come.
  if (stored.knowledge < 0 || stored.knowledge > newest) {
    await report.compare('I3', row, { knowledge: `at most ${newest}` }, { knowledge: stored.knowledge });
  }
}

function stateIn({ state }: StoredClient): ClientState | null {
  const read = readJson(state) as ClientState | null;
  return Array.isArray(read?.refs) ? read : null;
}

/** References gather in the order of arrival, and mean the same in any. */
const comparable = (state: ClientState): string => canonicalJson({ ...state, refs: [...state.refs].sort() });

async function compareAlerts(
  { report }: Source,
  clientId: string,
  views: ReadonlyMap<string, AlertView>,
  stored: readonly StoredAlert[],
): Promise<void> {
  const found = new Map(stored.map((alert) => [alert.alert_id, alert]));
  for (const [alertId, view] of views) {
    const row = { table: 'alert', row: { client_id: view.clientId, alert_id: alertId } };
    const alert = found.get(alertId);
    found.delete(alertId);
    if (alert === undefined) {
      const { verdict, act } = view;
      const column = 'active';
      await report.violation('I3', { kind: 'ALERT_MISSING', ...row, column, survivor: clientId, verdict, act: act.id });
      continue;
    }
    const incident = view.incident === null ? {} : { incident_id: incidentIdOf(view.incident.kind, view.incident.key) };
    const expected = { ...judgedColumns(view), ...incident, view: canonicalJson(view) };
    const actual = { ...alert, view: asCanonical(String(alert['view'])) };
    await report.compare('I3', row, expected, actual);
  }
  for (const [alertId, alert] of found) {
    const row = { table: 'alert', row: { client_id: alert['client_id'], alert_id: alertId } };
    await report.violation('I3', { kind: 'ALERT_TOO_MANY', ...row, column: 'active', survivor: clientId });
  }
}

function asCanonical(text: string): string {
  const read = readJson(text);
  return read === null ? text : canonicalJson(read);
}

/** Rows of clients, and alerts that stand, of whom the log knows nothing. */
async function findStrangers({ sql, report }: Source, known: ReadonlySet<string>): Promise<void> {
  for (const { id } of await sql.query<{ id: string }>('SELECT client_id AS id FROM client')) {
    if (known.has(id)) continue;
    await report.violation('I3', {
      kind: 'UNKNOWN_CLIENT',
      table: 'client',
      row: { client_id: id },
      column: 'client_id',
    });
  }
  for (const { id } of await sql.query<{ id: string }>('SELECT DISTINCT survivor_id AS id FROM alert WHERE active')) {
    if (known.has(id)) continue;
    await report.violation('I3', {
      kind: 'UNKNOWN_CLIENT',
      table: 'alert',
      row: { survivor_id: id },
      column: 'survivor_id',
    });
  }
}

/** The same facts told in another order, and added one by one where they can be, must give the same verdicts. */
function isOrderFree(
  { policy }: Source,
  clientId: string,
  facts: readonly ClientFact[],
  judged: Judged,
  book: Book,
): boolean {
  const members = book.clientMerges.membersOf(clientId);
  const verdicts = (j: Judged['judgements']): string =>
    canonicalJson(
      j
        .map(({ act, offer, verdict, row }) => [act.identity, offer, verdict, row])
        .map((v) => canonicalJson(v))
        .sort(),
    );
  const reversed = judge(clientId, members, [...facts].reverse(), book.catalogue, policy);
  if (verdicts(reversed.judgements) !== verdicts(judged.judgements)) return false;
  const half = Math.floor(facts.length / 2);
  const first = judge(clientId, members, facts.slice(0, half), book.catalogue, policy);
  const rest = facts.slice(half);
  if (!canAppend(first.state, rest, book.catalogue, policy)) return true;
  const added = append(first.state, rest, book.catalogue, policy);
  return verdicts([...first.judgements, ...added]) === verdicts(judged.judgements);
}
