import { createHash } from 'node:crypto';
import {
  alertsOf,
  append,
  canAppend,
  canonicalJson,
  catalogueOf,
  clientFacets,
  clientIdsOf,
  judge,
  retractedBy,
  sortOut,
  standingMerges,
  unite,
  isRetracted,
  type Catalogue,
  type ClientFact,
  type ClientState,
  type Judged,
  type Recorded,
  type Union,
} from '#domain';
import { readBack, type LogRow } from './log-rows.js';
import type { Source } from './source.js';

const I3 = 'I3 scope, verdicts and alerts equal the judge run from scratch over the log';
const I6 = 'I6 the result depends on no order of arrival and on no batching';
const CHUNK = 200;
/** Every how many clients the order of arrival is shuffled. */
const SAMPLE_EVERY = 10;

const ROW = `position, identity, topic, partition, kafka_offset AS "kafkaOffset", message_key AS "key", headers, value`;

interface Book {
  readonly union: Union;
  readonly catalogue: Catalogue;
  readonly survivors: readonly string[];
  factsOf(survivors: readonly string[]): Promise<Map<string, ClientFact[]>>;
}

/** Judges every client again, from the events alone, and compares with what is in the tables. */
export async function judgedFromScratch(source: Source): Promise<void> {
  const { report, policy } = source;
  const before = report.violations;
  const book = await openBook(source);
  const counts = { clients: 0, facts: 0, verdicts: 0, alerts: 0, shuffled: 0 };
  let i6 = 0;
  for (let i = 0; i < book.survivors.length; i += CHUNK) {
    const survivors = book.survivors.slice(i, i + CHUNK);
    const timelines = await book.factsOf(survivors);
    const tables = await readTables(source, survivors);
    for (const [j, survivor] of survivors.entries()) {
      const facts = timelines.get(survivor) ?? [];
      const judged = judge(survivor, book.union.membersOf(survivor), facts, book.catalogue, policy);
      counts.clients += 1;
      counts.facts += facts.length;
      counts.verdicts += judged.judgements.length;
      counts.alerts += await compareClient(source, survivor, judged, tables);
      if ((i + j) % SAMPLE_EVERY === 0) {
        counts.shuffled += 1;
        if (!isOrderFree(source, survivor, facts, judged, book)) {
          i6 += 1;
          await report.violation('I6', { kind: 'ORDER_MATTERS', clientId: survivor });
        }
      }
    }
  }
  const known = new Set(book.survivors);
  for (const row of await source.sql.query<{ id: string }>('SELECT client_id AS id FROM client')) {
    if (!known.has(row.id)) await report.violation('I3', { kind: 'UNKNOWN_CLIENT', clientId: row.id });
  }
  report.invariant(
    I3,
    `${counts.clients} clients, ${counts.facts} facts of theirs, ${counts.verdicts} verdicts, ${counts.alerts} alerts`,
    before + i6,
  );
  report.invariant(I6, `${counts.shuffled} clients judged in other orders and batches`, report.violations - i6);
}

async function openBook({ sql, report }: Source): Promise<Book> {
  const shared: Recorded[] = [];
  for (const row of await sql.query<LogRow>(`SELECT ${ROW} FROM event WHERE shared ORDER BY position`)) {
    const event = readBack(row);
    if (event === null) await report.violation('I3', { kind: 'UNREADABLE', position: row.position });
    else shared.push(event);
  }
  const sorted = sortOut(shared);
  const retracted = retractedBy(sorted.retractions);
  const union = unite(standingMerges(sorted.merges, retracted));
  const ids = clientIdsOf(sorted);
  for (const { data } of sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
  for (const { id } of await sql.query<{ id: string }>(
    'SELECT DISTINCT client_id AS id FROM event WHERE client_id IS NOT NULL AND NOT shared',
  )) {
    ids.add(id);
  }
  return {
    union,
    catalogue: catalogueOf(sorted.catalogueEvents, retracted),
    survivors: [...new Set([...ids].map((id) => union.survivorOf(id)))].sort(),
    async factsOf(survivors) {
      const members = survivors.flatMap((id) => union.membersOf(id));
      const rows = await sql.query<LogRow>(
        `SELECT ${ROW} FROM event WHERE client_id = ANY($1) AND NOT shared ORDER BY position`,
        [members],
      );
      const timelines = new Map<string, ClientFact[]>();
      for (const event of rows.map(readBack)) {
        const [fact] = event === null ? [] : sortOut([event]).clientFacts;
        if (fact === undefined || isRetracted(fact, retracted, union)) continue;
        const survivor = union.survivorOf(fact.data.clientId);
        timelines.set(survivor, [...(timelines.get(survivor) ?? []), fact]);
      }
      return timelines;
    },
  };
}

interface StoredClient {
  readonly state: string;
  readonly lastTo: number | null;
}

interface Tables {
  readonly states: ReadonlyMap<string, StoredClient>;
  readonly facets: ReadonlyMap<string, string>;
  readonly alerts: ReadonlyMap<string, readonly { alertId: string; verdict: string; view: string }[]>;
}

async function readTables({ sql }: Source, survivors: readonly string[]): Promise<Tables> {
  const clients = await sql.query<{ id: string; facets: string[]; state: string; lastTo: number | null }>(
    'SELECT client_id AS id, facets, state, last_to AS "lastTo" FROM client WHERE client_id = ANY($1)',
    [survivors],
  );
  const rows = await sql.query<{ survivor: string; alertId: string; verdict: string; view: string }>(
    'SELECT survivor_id AS survivor, alert_id AS "alertId", verdict, view FROM alert WHERE active AND survivor_id = ANY($1)',
    [survivors],
  );
  const alerts = new Map<string, { alertId: string; verdict: string; view: string }[]>();
  for (const row of rows) alerts.set(row.survivor, [...(alerts.get(row.survivor) ?? []), row]);
  return {
    states: new Map(clients.map((c) => [c.id, c])),
    facets: new Map(clients.map((c) => [c.id, c.facets.join(' ')])),
    alerts,
  };
}

/** @returns how many alerts the client has */
async function compareClient(
  { report, policy }: Source,
  clientId: string,
  judged: Judged,
  tables: Tables,
): Promise<number> {
  const state = tables.states.get(clientId);
  if (state === undefined) await report.violation('I3', { kind: 'NO_PROJECTION', clientId });
  else if (comparable(stateOf(state)) !== comparable(judged.state)) {
    await report.violation('I3', { kind: 'SCOPE_DIFFERS', clientId });
  } else if (tables.facets.get(clientId) !== clientFacets(judged.state, policy).join(' ')) {
    await report.violation('I3', { kind: 'FACETS_DIFFER', clientId });
  }
  const expected = new Map(
    [...alertsOf(judged.judgements, policy)].map(([key, view]) => [
      `al-${createHash('sha256').update(key).digest('hex').slice(0, 32)}`,
      view,
    ]),
  );
  const found = new Map((tables.alerts.get(clientId) ?? []).map((a) => [a.alertId, a]));
  for (const [alertId, view] of expected) {
    const stored = found.get(alertId);
    const at = { clientId, alertId, act: view.act.id, verdict: view.verdict };
    if (stored === undefined) await report.violation('I3', { kind: 'ALERT_MISSING', ...at });
    else if (canonicalJson(JSON.parse(stored.view)) !== canonicalJson(view)) {
      await report.violation('I3', { kind: 'ALERT_DIFFERS', ...at, stored: stored.verdict });
    }
  }
  for (const alertId of found.keys()) {
    if (!expected.has(alertId)) await report.violation('I3', { kind: 'ALERT_TOO_MANY', clientId, alertId });
  }
  return expected.size;
}

/** What stands in the table: the end of the timeline has a column of its own, once it has moved alone. */
const stateOf = ({ state, lastTo }: StoredClient): ClientState => {
  const read = JSON.parse(state) as ClientState;
  return lastTo === null ? read : { ...read, lastTo };
};

/** References gather in the order of arrival, and mean the same in any. */
const comparable = (state: ClientState): string => canonicalJson({ ...state, refs: [...state.refs].sort() });

/** The same facts told in another order, and added one by one where they can be, must give the same verdicts. */
function isOrderFree(
  { policy }: Source,
  clientId: string,
  facts: readonly ClientFact[],
  judged: Judged,
  book: Book,
): boolean {
  const members = book.union.membersOf(clientId);
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
