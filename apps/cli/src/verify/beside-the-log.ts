import {
  catalogueOf,
  isCatalogueEvent,
  NOBODY,
  retractedBy,
  partitionEvents,
  unretractedMerges,
  affectedBy,
  mergeClients,
  type Recorded,
  type Affected,
} from '#domain';
import { BLOCK_SIZE } from '#log/codec';
import { incidentIdOf } from './alert-view.js';
import type { LoggedFacts } from './logged-facts.js';
import { MS } from './log-blocks.js';
import { compareMentions } from './mentions.js';
import type { Packs } from './packs.js';
import type { Source } from './source.js';

const NAME = 'I9 incidents, mentions, shared facts and the jobs of judging again follow from the log';
const PAGE = 2_000;
/** Shared facts times changes of them: of more, whom each of them concerns is not derived again. */
const STEPS_MAX = 20_000_000;

interface Named {
  readonly kind: string;
  readonly key: string;
  /** When it may have been opened, in ms since 1970; the first of them counts. */
  readonly at: number;
}

interface Job {
  readonly cause: string;
  readonly incident_id: string;
  readonly refs: readonly string[] | null;
  readonly client_ids: readonly string[] | null;
  readonly everyone: boolean;
  readonly recorded_at: number;
}

/** What is kept beside the log for the sake of speed and order. */
export async function besideTheLog(
  source: Source,
  shared: readonly Recorded[],
  facts: LoggedFacts,
  packs: Packs,
): Promise<void> {
  const times = await timesOf(source, shared);
  const incidents = await compareIncidents(source, shared, times, facts, packs);
  const mentions = await compareMentions(source, facts);
  const jobs = await compareJobs(source, shared, times, packs);
  await compareSharedFacts(source, shared, packs);
  source.report.invariant(
    NAME,
    `${incidents} incidents, ${mentions} mentions, ${jobs} jobs, ${shared.length} facts that all clients share`,
  );
}

/** When shared facts were recorded, by position. */
async function timesOf({ sql }: Source, shared: readonly Recorded[]): Promise<Map<number, number>> {
  if (shared.length === 0) return new Map();
  const rows = await sql.query<{ position: number; at: number }>(
    `SELECT position, ${MS('recorded_at')} AS at FROM event WHERE shared`,
  );
  return new Map(rows.map(({ position, at }) => [position, at]));
}

/** What gathers the alerts that a shared fact causes. */
function incidentOf(event: Recorded): [kind: string, key: string] {
  const identity = JSON.stringify([event.source, event.id]);
  const key = event.type === 'marketing.campaign-launched.v1' ? event.data.campaignId : identity;
  return [incidentKind(event.type), key];
}

export const incidentKind = (type: string): string => KINDS[type] ?? 'CATALOGUE';

const KINDS: Readonly<Record<string, string>> = {
  'client.merged.v1': 'MERGE',
  'client.unmerged.v1': 'MERGE',
  'fact.retracted.v1': 'RETRACTION',
  'asset.classified.v1': 'RECLASSIFICATION',
  'product.rolled-out.v1': 'ROLL_OUT',
  'marketing.campaign-launched.v1': 'CAMPAIGN',
};

async function compareIncidents(
  { sql, report }: Source,
  shared: readonly Recorded[],
  times: ReadonlyMap<number, number>,
  facts: LoggedFacts,
  packs: Packs,
): Promise<number> {
  const opened = new Map<string, Named | null>();
  const open = (id: string, named: Named): void => {
    const known = opened.get(id);
    opened.set(id, known != null && known.at <= named.at ? known : named);
  };
  for (const event of shared) {
    const [kind, key] = incidentOf(event);
    open(incidentIdOf(kind, key), { kind, key, at: times.get(event.position) ?? 0 });
  }
  for (const { position, key, recorded_at } of packs.turns) {
    open(`policy-${position}`, { kind: 'POLICY', key, at: recorded_at });
  }
  let count = 0;
  const unopened = new Set([...opened.keys(), ...facts.incidents.keys()]);
  for (let last = ''; ;) {
    const rows = await sql.query<{ incident_id: string; kind: string; key: string; opened_at: number }>(
      `SELECT incident_id, kind, key, ${MS('opened_at')} AS opened_at FROM incident
        WHERE incident_id > $1 ORDER BY incident_id LIMIT ${PAGE}`,
      [last],
    );
    for (const { incident_id, ...stored } of rows) {
      count += 1;
      unopened.delete(incident_id);
      const row = { table: 'incident', row: { incident_id } };
      const named = opened.get(incident_id);
      if (named == null && stored.key === 'Erased.') continue;
      if (named != null) await report.compare('I9', row, { kind: named.kind, key: named.key }, stored);
      else await report.compare('I9', row, { incident_id: incidentIdOf(stored.kind, stored.key) }, { incident_id });
      const at = Math.min(named?.at ?? Infinity, facts.incidents.get(incident_id) ?? Infinity);
      if (at === Infinity) await report.violation('I9', { kind: 'WITHOUT_CAUSE', ...row, column: 'incident_id' });
      else if (stored.opened_at !== at && !(await isFactOf(sql, incident_id, stored.opened_at))) {
        await report.compare('I9', row, { opened_at: at }, stored);
      }
    }
    last = rows.at(-1)?.incident_id ?? last;
    if (rows.length < PAGE) break;
  }
  for (const incident_id of unopened) {
    await report.violation('I9', { kind: 'MISSING', table: 'incident', row: { incident_id }, column: 'incident_id' });
  }
  return count;
}

/** Of transactions side by side the first to commit opens an incident, whatever their times. */
async function isFactOf(sql: Source['sql'], incidentId: string, at: number): Promise<boolean> {
  const rows = await sql.query(
    `SELECT 1 FROM alert_fact WHERE recorded_at = to_timestamp($2::float8 / 1000) AND body::json ->> 'incidentId' = $1 LIMIT 1`,
    [incidentId, at],
  );
  return rows.length > 0;
}

/** Each change of what all clients share, and each pack, makes one job for those whom it may touch. */
async function compareJobs(
  source: Source,
  shared: readonly Recorded[],
  times: ReadonlyMap<number, number>,
  packs: Packs,
): Promise<number> {
  const { sql, report } = source;
  const jobs = jobsOf(source, shared, times);
  for (const { position, recorded_at } of packs.turns) {
    const incident_id = `policy-${position}`;
    jobs.set(position, { cause: 'POLICY', incident_id, refs: [], client_ids: [], everyone: true, recorded_at });
  }
  const rows = await sql.query<{
    position: number;
    cause: string;
    incident_id: string | null;
    refs: string[];
    client_ids: string[];
    everyone: boolean;
    recorded_at: number;
    finished_at: number | null;
  }>(
    `SELECT position, cause, incident_id, refs, client_ids, everyone, ${MS('recorded_at')} AS recorded_at,
            ${MS('finished_at')} AS finished_at
       FROM fan_out ORDER BY position`,
  );
  const rolledBack = await sql.query<{ judged: number }>(
    `SELECT judged_anew AS judged FROM rebuild WHERE stage = 'ROLLED_BACK' AND judged_anew > 0`,
  );
  let ofRebuilds = 0;
  for (const { position, ...stored } of rows) {
    const row = { table: 'fan_out', row: { position } };
    const job = jobs.get(position);
    jobs.delete(position);
    // What was erased no longer says whom it concerned.
    if (source.erased.has(position)) continue;
    if (job === undefined) {
      // Whom a rebuild that was taken back had affected is judged anew by a job that no fact caused.
      const isOfRebuild = rolledBack.some(({ judged }) => judged === stored.client_ids.length);
      ofRebuilds += 1;
      if (isOfRebuild && ofRebuilds <= rolledBack.length && stored.incident_id === null) continue;
      await report.violation('I9', { kind: 'WITHOUT_CAUSE', ...row, column: 'position' });
      continue;
    }
    const { refs, client_ids, ...expected } = job;
    const affected = refs === null || client_ids === null ? {} : { refs: sorted(refs), client_ids: sorted(client_ids) };
    const actual = { ...stored, refs: sorted(stored.refs), client_ids: sorted(stored.client_ids) };
    await report.compare('I9', row, { ...expected, ...affected }, actual);
    if (stored.finished_at !== null && stored.finished_at < stored.recorded_at) {
      await report.compare('I9', row, { finished_at: `not before ${stored.recorded_at}` }, stored);
    }
  }
  for (const position of jobs.keys()) {
    if (source.erased.has(position)) continue;
    await report.violation('I9', { kind: 'MISSING', table: 'fan_out', row: { position }, column: 'position' });
  }
  return rows.length;
}

const sorted = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

/** The jobs that shared facts make, by position; each as of all that its transaction knew. */
function jobsOf({ report }: Source, shared: readonly Recorded[], times: ReadonlyMap<number, number>): Map<number, Job> {
  const jobs = new Map<number, Job>();
  const batches = new Map<number, Recorded[]>();
  for (const event of shared) {
    const block = Math.floor(event.position / BLOCK_SIZE);
    const batch = batches.get(block);
    if (batch === undefined) batches.set(block, [event]);
    else batch.push(event);
  }
  if (batches.size * shared.length > STEPS_MAX) {
    report.cannotCheck(
      'I9',
      'jobs as to whom they affected: there are too many changes to go through again',
      shared.length,
    );
    return jobs;
  }
  const known: Recorded[] = [];
  for (const batch of batches.values()) {
    known.push(...batch);
    const affectedByEvent = touchedIn(known);
    for (const event of batch) {
      const affected = affectedByEvent(event);
      if (!affected.everyone && affected.refs.length === 0 && affected.clientIds.length === 0) continue;
      const [kind, key] = incidentOf(event);
      const isCorrection = event.type === 'asset.classified.v1' && event.data.basis === 'CORRECTION';
      jobs.set(event.position, {
        cause: kind === 'MERGE' || kind === 'RETRACTION' ? kind : isCorrection ? 'CORRECTION' : 'LATE_FACT',
        incident_id: incidentIdOf(kind, key),
        refs: affected.refs,
        client_ids: affected.clientIds,
        everyone: affected.everyone,
        recorded_at: times.get(event.position) ?? 0,
      });
    }
  }
  return jobs;
}

/** Whom shared facts may touch, as of these. */
function touchedIn(known: readonly Recorded[]): (event: Recorded) => Affected {
  const { catalogueEvents, merges, retractions } = partitionEvents(known);
  const clientMerges = mergeClients(unretractedMerges(merges, retractedBy(retractions)));
  // A retraction touches whom the fact had affected, so what was retracted is still in it.
  const catalogue = catalogueOf(catalogueEvents, { everywhere: new Set(), forClient: new Map() });
  const named = (event: Recorded): Affected => {
    if (isCatalogueEvent(event)) return affectedBy(event, catalogue);
    if (event.type !== 'fact.retracted.v1') return NOBODY;
    const { retracts, clientId } = event.data;
    const target = catalogueEvents.find((e) => e.source === retracts.source && e.id === retracts.id);
    if (target === undefined) return NOBODY;
    return clientId === undefined ? affectedBy(target, catalogue) : { ...NOBODY, clientIds: [clientId] };
  };
  return (event) => {
    const affected = named(event);
    // An audience may name any of the ids that a client ever had.
    return { ...affected, clientIds: affected.clientIds.flatMap((id) => clientMerges.membersOf(id)) };
  };
}

/** What all clients share is known up to its newest fact, to the newest pack, or to the newest judge. */
async function compareSharedFacts(
  { sql, report, erased }: Source,
  shared: readonly Recorded[],
  packs: Packs,
): Promise<void> {
  const newest = Math.max(shared.at(-1)?.position ?? 0, packs.newest, ...erased.positions);
  const [stored] = await sql.query<{ version: number }>('SELECT version FROM knowledge');
  await report.compare('I9', { table: 'knowledge', row: { only_row: true } }, { version: newest }, { ...stored });
}
