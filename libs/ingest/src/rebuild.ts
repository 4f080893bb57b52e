import {
  alertsOf,
  canonicalJson,
  catalogueOf,
  clientIdsOf,
  isRetracted,
  judge,
  retractedBy,
  sortOut,
  standingMerges,
  unite,
  type AlertView,
  type ClientState,
  type Policy,
} from '#domain';
import {
  changeKnowledge,
  deleteClients,
  knowledgeVersion,
  loadClients,
  newBlock,
  saveAlerts,
  sharedSince,
  timelinesOf,
  type Session,
  type Sql,
  type Tx,
} from '#store';
import { alertRowOf } from './alert-changes.js';
import { readStored } from './decode.js';
import { alertIdOf } from './identity.js';
import { isClientFact } from './judging.js';

/** One row that the log gives otherwise than it stands in the projection. */
export interface Difference {
  readonly change: 'ADDED' | 'GONE' | 'CHANGED';
  readonly kind: 'client' | 'alert';
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly cause: string;
}

interface Options {
  readonly policy: Policy;
  readonly compareOnly: boolean;
  /** Whether somebody has approved of putting rows that differ into use. */
  readonly approved: boolean;
  readonly onDifference: (difference: Difference) => Promise<void>;
  readonly onClients: (clients: number) => void;
}

export interface Rebuilt {
  readonly clients: number;
  readonly alerts: number;
  readonly differences: number;
  readonly cutOver: boolean;
}

const CHUNK = 500;

/**
 * Judges the whole log from scratch into tables beside the projections in use, compares row by row and, if nothing
 * differs or the differences are approved, puts the new rows into use in the same transaction. Recorded changes of alerts
 * are history and stay; nothing goes to the outbox.
 */
export function rebuildProjections(session: Session, options: Options): Promise<Rebuilt> {
  return session.transaction(async (tx) => {
    // Ingest goes on queueing in Kafka meanwhile; the log holds still.
    await changeKnowledge(tx);
    await tx.query(
      'CREATE TEMPORARY TABLE rebuilt_client (client_id text PRIMARY KEY, refs text[], state text) ON COMMIT DROP',
    );
    const counts = { clients: 0, alerts: 0, differences: 0 };
    const differ = async (difference: Difference): Promise<void> => {
      counts.differences += 1;
      await options.onDifference(difference);
    };
    const known = new Set<string>();
    const changed: AlertDifference[] = [];
    for await (const chunk of judgedChunks(tx, options.policy)) {
      const stored = new Map(
        (
          await loadClients(
            tx,
            chunk.map((c) => c.clientId),
          )
        ).map((row) => [row.clientId, row]),
      );
      const alerts = await activeAlerts(
        tx,
        chunk.map((c) => c.clientId),
      );
      for (const { clientId, state, views } of chunk) {
        known.add(clientId);
        counts.clients += 1;
        counts.alerts += views.size;
        const row = stored.get(clientId);
        await compareState(clientId, row === undefined ? null : (JSON.parse(row.state) as ClientState), state, differ);
        const before = alerts.get(clientId) ?? new Map<string, AlertView>();
        for (const difference of alertDifferences(before, views)) {
          await differ(difference);
          changed.push(difference);
        }
      }
      await tx.query(
        `INSERT INTO rebuilt_client SELECT * FROM json_to_recordset($1) AS r (client_id text, refs text[], state text)`,
        [
          JSON.stringify(
            chunk.map((c) => ({ client_id: c.clientId, refs: c.state.refs, state: JSON.stringify(c.state) })),
          ),
        ],
      );
      options.onClients(chunk.length);
    }
    const gone = (await tx.query<{ id: string }>('SELECT client_id AS id FROM client'))
      .map(({ id }) => id)
      .filter((id) => !known.has(id));
    for (const key of gone)
      await differ({ change: 'GONE', kind: 'client', key, before: key, after: null, cause: CAUSE });
    const cutOver = !options.compareOnly && (counts.differences === 0 || options.approved);
    if (cutOver) await putIntoUse(tx, gone, changed);
    return { ...counts, cutOver };
  });
}

/** What stands in the projection does not follow from the log with this code and this pack. */
const CAUSE = 'PROJECTION';

interface JudgedClient {
  readonly clientId: string;
  readonly state: ClientState;
  readonly views: ReadonlyMap<string, AlertView>;
}

async function* judgedChunks(sql: Sql, policy: Policy): AsyncGenerator<JudgedClient[]> {
  const sorted = sortOut((await sharedSince(sql, 0)).map(readStored));
  const retracted = retractedBy(sorted.retractions);
  const union = unite(standingMerges(sorted.merges, retracted));
  const catalogue = catalogueOf(sorted.catalogueEvents, retracted);
  const ids = clientIdsOf(sorted);
  for (const { data } of sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
  const own = await sql.query<{ id: string }>(
    'SELECT DISTINCT client_id AS id FROM event WHERE client_id IS NOT NULL AND NOT shared',
  );
  for (const { id } of own) ids.add(id);
  const survivors = [...new Set([...ids].map((id) => union.survivorOf(id)))].sort();
  for (let i = 0; i < survivors.length; i += CHUNK) {
    const chunk = survivors.slice(i, i + CHUNK);
    const stored = await timelinesOf(
      sql,
      chunk.flatMap((id) => union.membersOf(id)),
    );
    const facts = stored
      .map(readStored)
      .filter(isClientFact)
      .filter((fact) => !isRetracted(fact, retracted, union));
    const bySurvivor = grouped(facts, (fact) => union.survivorOf(fact.data.clientId));
    yield chunk.map((clientId) => {
      const own = bySurvivor.get(clientId) ?? [];
      const { state, judgements } = judge(clientId, union.membersOf(clientId), own, catalogue, policy);
      const views = new Map([...alertsOf(judgements, policy)].map(([key, view]) => [alertIdOf(key), view]));
      return { clientId, state, views };
    });
  }
}

async function activeAlerts(sql: Sql, survivors: readonly string[]): Promise<Map<string, Map<string, AlertView>>> {
  const rows = await sql.query<{ survivor: string; alertId: string; view: string }>(
    'SELECT survivor_id AS survivor, alert_id AS "alertId", view FROM alert WHERE active AND survivor_id = ANY($1)',
    [survivors],
  );
  const bySurvivor = new Map<string, Map<string, AlertView>>();
  for (const { survivor, alertId, view } of rows) {
    const views = bySurvivor.get(survivor) ?? new Map<string, AlertView>();
    bySurvivor.set(survivor, views.set(alertId, JSON.parse(view) as AlertView));
  }
  return bySurvivor;
}

const comparable = (state: ClientState): string => canonicalJson({ ...state, refs: [...state.refs].sort() });

async function compareState(
  key: string,
  before: ClientState | null,
  after: ClientState,
  differ: (difference: Difference) => Promise<void>,
): Promise<void> {
  if (before !== null && comparable(before) === comparable(after)) return;
  await differ({ change: before === null ? 'ADDED' : 'CHANGED', kind: 'client', key, before, after, cause: CAUSE });
}

interface AlertDifference extends Difference {
  readonly before: AlertView | null;
  readonly after: AlertView | null;
}

function* alertDifferences(
  before: ReadonlyMap<string, AlertView>,
  after: ReadonlyMap<string, AlertView>,
): Generator<AlertDifference> {
  for (const [key, view] of after) {
    const stored = before.get(key) ?? null;
    if (stored !== null && canonicalJson(stored) === canonicalJson(view)) continue;
    yield {
      change: stored === null ? 'ADDED' : 'CHANGED',
      kind: 'alert',
      key,
      before: stored,
      after: view,
      cause: CAUSE,
    };
  }
  for (const [key, view] of before) {
    if (!after.has(key)) yield { change: 'GONE', kind: 'alert', key, before: view, after: null, cause: CAUSE };
  }
}

/**
 * Rows are replaced as they are. An alert keeps the times of its recorded changes and what people decided; one that was
 * never recorded as raised gets a row when its client is next judged, with the record of it.
 */
async function putIntoUse(tx: Tx, gone: readonly string[], alerts: readonly AlertDifference[]): Promise<void> {
  const { first } = await newBlock(tx);
  const version = await knowledgeVersion(tx);
  await tx.query(
    `INSERT INTO client (client_id, version, knowledge, refs, state)
     SELECT client_id, $1, $2, refs, state FROM rebuilt_client
     ON CONFLICT (client_id) DO UPDATE
        SET version = EXCLUDED.version, knowledge = EXCLUDED.knowledge, refs = EXCLUDED.refs, state = EXCLUDED.state`,
    [first, version],
  );
  await deleteClients(tx, gone);
  for (const { key, before, after } of alerts) {
    if (after !== null) await restoreAlert(tx, key, after);
    else if (before !== null) {
      await tx.query('UPDATE alert SET active = false WHERE client_id = $1 AND alert_id = $2', [before.clientId, key]);
    }
  }
}

async function restoreAlert(tx: Tx, alertId: string, view: AlertView): Promise<void> {
  const [recorded] = await tx.query<{ raised: number | null; changed: number | null; incidentId: string | null }>(
    `SELECT (extract(epoch FROM min(recorded_at)) * 1000)::bigint AS raised,
            (extract(epoch FROM max(recorded_at)) * 1000)::bigint AS changed,
            max(body::json ->> 'incidentId') AS "incidentId"
       FROM alert_fact WHERE client_id = $1 AND alert_id = $2`,
    [view.clientId, alertId],
  );
  if (recorded?.raised == null || recorded.changed === null) return;
  const row = alertRowOf(alertId, view, recorded.raised, recorded.changed, recorded.incidentId);
  await saveAlerts(tx, [row]);
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
