import { clientIdsOf, type Policy } from '#domain';
import {
  alertsInUse,
  lastJudged,
  loadClients,
  recordedSteps,
  sharedPosition,
  withFacts,
  type RebuildDifferenceRow,
  type RebuiltClientRow,
  type Sql,
} from '#store';
import { factsOf, readShared } from '#history';
import { grouped, judgeClient, type SharedFacts } from '#judging';
import { compareClient, differingAlerts, type Compared, type LastRecord } from './compare.js';

/** What all clients share, read again only where it has moved. */
export class SharedCache {
  private position = -1;
  private held: { shared: SharedFacts; named: ReadonlySet<string> } | undefined;

  /** @returns what is shared, and the survivors that it names itself */
  async at(sql: Sql): Promise<{ shared: SharedFacts; named: ReadonlySet<string>; position: number }> {
    const position = await sharedPosition(sql);
    if (this.held === undefined || position !== this.position) {
      const shared = await readShared(sql);
      const ids = clientIdsOf(shared.sorted);
      for (const { data } of shared.sorted.merges) ids.add(data.clientId).add(data.mergedClientId);
      this.held = { shared, named: new Set([...ids].map((id) => shared.clientMerges.survivorOf(id))) };
      this.position = position;
    }
    return { ...this.held, position };
  }
}

export interface JudgedAgain {
  readonly judged: readonly RebuiltClientRow[];
  readonly differences: readonly RebuildDifferenceRow[];
}

/**
 * Judges clients from the log alone and compares them with the rows in use.
 * @param sql one snapshot of the database, or a transaction in which shared facts are held
 * @param ids any ids; of merged ones the survivor is judged too
 */
export async function judgeAgain(
  sql: Sql,
  ids: readonly string[],
  policy: Policy,
  cache: SharedCache,
): Promise<JudgedAgain> {
  const { shared, named, position } = await cache.at(sql);
  const { clientMerges } = shared;
  const all = [...new Set(ids.flatMap((id) => [id, clientMerges.survivorOf(id)]))].sort();
  const survivors = all.filter((id) => clientMerges.survivorOf(id) === id);
  const rows = new Map((await loadClients(sql, all)).map((row) => [row.clientId, row]));
  const members = [...new Set(all.flatMap((id) => [id, ...clientMerges.membersOf(id)]))];
  const alerts = grouped(await alertsInUse(sql, members), (alert) => clientMerges.survivorOf(alert.clientId));
  const steps = grouped(await recordedSteps(sql, members), (step) => clientMerges.survivorOf(step.clientId));
  const facts = await factsOf(sql, shared, survivors);
  const recorded = await withFacts(
    sql,
    survivors.flatMap((id) => clientMerges.membersOf(id)),
  );
  const isKnown = (id: string): boolean =>
    clientMerges.survivorOf(id) === id &&
    (named.has(id) || clientMerges.membersOf(id).some((member) => recorded.has(member)));
  const compared = all.map((clientId): Compared => ({
    clientId,
    row: rows.get(clientId),
    alerts: alerts.get(clientId) ?? [],
    steps: steps.get(clientId) ?? [],
    judged: isKnown(clientId) ? judgeClient(clientId, facts.get(clientId) ?? [], shared, policy) : undefined,
  }));
  const records = await recordsOf(sql, compared);
  const differences = compared.flatMap((c) => compareClient(c, records, policy));
  const differing = new Set(differences.map((d) => d.clientId));
  return {
    judged: compared.map(({ clientId, row, judged }) => ({
      clientId,
      version: row?.version ?? null,
      sharedPosition: position,
      refs: differing.has(clientId) ? (judged?.state.refs ?? []) : null,
    })),
    differences,
  };
}

async function recordsOf(sql: Sql, compared: readonly Compared[]): Promise<Map<string, LastRecord>> {
  const alerts = compared.flatMap(differingAlerts);
  if (alerts.length === 0) return new Map();
  const clientIds = alerts.flatMap(({ before, after }) => [before, after].flatMap((view) => view?.clientId ?? []));
  const records = await lastJudged(
    sql,
    clientIds,
    alerts.map(({ key }) => key),
  );
  return new Map(records.map((record) => [record.alertId, record]));
}
