import { clientFacets, canonicalJson, type AlertView, type ClientState, type Policy } from '#domain';
import { alertRowOf, readState } from '#ingest';
import {
  changeKnowledge,
  deleteClients,
  knowledgeVersion,
  loadClients,
  newBlock,
  saveAlerts,
  type Session,
  type Tx,
} from '#store';
import { alertsOnRecord } from './alerts-on-record.js';
import { judgedBook } from './judged-book.js';

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
      'CREATE TEMPORARY TABLE rebuilt_client (client_id text PRIMARY KEY, refs text[], facets text[], state text) ON COMMIT DROP',
    );
    const counts = { clients: 0, alerts: 0, differences: 0 };
    const differ = async (difference: Difference): Promise<void> => {
      counts.differences += 1;
      await options.onDifference(difference);
    };
    const known = new Set<string>();
    const changed: AlertDifference[] = [];
    for await (const chunk of judgedBook(tx, { policy: options.policy })) {
      const stored = new Map(
        (
          await loadClients(
            tx,
            chunk.map((c) => c.clientId),
          )
        ).map((row) => [row.clientId, row]),
      );
      const alerts = await alertsOnRecord(
        tx,
        chunk.map((c) => c.clientId),
      );
      for (const { clientId, state, views } of chunk) {
        known.add(clientId);
        counts.clients += 1;
        counts.alerts += views.size;
        const row = stored.get(clientId);
        await compareState(clientId, row === undefined ? null : readState(row), state, differ);
        const facets = clientFacets(state, options.policy);
        if (row !== undefined && row.facets.join(' ') !== facets.join(' ')) {
          await differ({
            change: 'CHANGED',
            kind: 'client',
            key: clientId,
            before: row.facets,
            after: facets,
            cause: CAUSE,
          });
        }
        const before = alerts.get(clientId) ?? new Map<string, AlertView>();
        for (const difference of alertDifferences(before, views)) {
          await differ(difference);
          changed.push(difference);
        }
      }
      await tx.query(
        `INSERT INTO rebuilt_client SELECT * FROM json_to_recordset($1) AS r (client_id text, refs text[], facets text[], state text)`,
        [
          JSON.stringify(
            chunk.map(({ clientId, state }) => ({
              client_id: clientId,
              refs: state.refs,
              facets: clientFacets(state, options.policy),
              state: JSON.stringify(state),
            })),
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
    `INSERT INTO client (client_id, version, knowledge, refs, facets, state)
     SELECT client_id, $1, $2, refs, facets, state FROM rebuilt_client
     ON CONFLICT (client_id) DO UPDATE
        SET version = EXCLUDED.version, last_to = NULL, knowledge = EXCLUDED.knowledge, refs = EXCLUDED.refs,
            facets = EXCLUDED.facets, state = EXCLUDED.state`,
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
