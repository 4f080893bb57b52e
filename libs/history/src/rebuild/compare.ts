import { canonicalJson, clientFacets, versionFor, type AlertView, type ClientState, type Policy } from '#domain';
import { readState } from '#ingest';
import type { ClientRow, RebuildDifferenceRow } from '#store';
import type { JudgedClient } from '../judged-book.js';

/**
 * Why a row differs: the table says something else than its own record (`PROJECTION`), the row was judged by another pack
 * (`POLICY`), or the record says the same and the judge no longer does (`CODE`).
 */
export type DifferenceCause = 'PROJECTION' | 'POLICY' | 'CODE';

/** What the log says last about an alert. */
export interface LastRecord {
  readonly kind: string;
  readonly verdict: string | null;
}

export interface Compared {
  readonly clientId: string;
  /** The row in use. */
  readonly row: ClientRow | undefined;
  /** The alerts in use, by id. */
  readonly alerts: ReadonlyMap<string, AlertView>;
  /** What the log gives; `undefined` where it knows nobody of that id. */
  readonly judged: JudgedClient | undefined;
}

/** The alerts in which what is in use and what the log gives differ. */
export function differingAlerts({
  alerts,
  judged,
}: Compared): { key: string; before?: AlertView; after?: AlertView }[] {
  const views = judged?.views ?? new Map<string, AlertView>();
  const keys = [...new Set([...alerts.keys(), ...views.keys()])].sort();
  return keys.flatMap((key) => {
    const [before, after] = [alerts.get(key), views.get(key)];
    if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after)) return [];
    return [{ key, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  });
}

/**
 * Compares one client's rows, as they are in use, with what the log gives.
 * @param records what the log says last about alerts that differ, by id
 */
export function compareClient(
  compared: Compared,
  records: ReadonlyMap<string, LastRecord>,
  policy: Policy,
): RebuildDifferenceRow[] {
  const { clientId } = compared;
  const alerts = differingAlerts(compared).map(({ key, before, after }) => ({
    ...rowOf(clientId, 'alert', key, before ?? null, after ?? null),
    cause: causeOf(before, records.get(key), policy),
  }));
  const client = compareRow(compared, policy);
  if (client === null) return alerts;
  const cause = alerts.find((a) => a.cause !== 'PROJECTION')?.cause ?? 'PROJECTION';
  return [{ ...client, cause }, ...alerts];
}

function compareRow({ clientId, row, judged }: Compared, policy: Policy): Omit<RebuildDifferenceRow, 'cause'> | null {
  const after =
    judged === undefined
      ? null
      : { refs: judged.state.refs, facets: clientFacets(judged.state, policy), state: judged.state };
  if (row === undefined) return after === null ? null : rowOf(clientId, 'client', clientId, null, after);
  const state = stateOf(row);
  const before = { refs: row.refs, facets: row.facets, state: state ?? row.state };
  // Ids that shared facts alone have named have a row with nothing on file.
  if (after === null) return row.refs.length === 0 ? null : rowOf(clientId, 'client', clientId, before, null);
  const same =
    state !== null &&
    comparable(state) === comparable(after.state) &&
    sorted(row.refs) === sorted(after.refs) &&
    row.facets.join(' ') === after.facets.join(' ');
  return same ? null : rowOf(clientId, 'client', clientId, before, after);
}

/** A row that can't even be read differs; it must not keep the others from being compared. */
function stateOf(row: ClientRow): ClientState | null {
  try {
    return readState(row);
  } catch {
    return null;
  }
}

function causeOf(before: AlertView | undefined, record: LastRecord | undefined, policy: Policy): DifferenceCause {
  if (before !== undefined && before.policyVersion !== versionFor(policy, before.act.effectiveAt)) return 'POLICY';
  const stands = record !== undefined && record.kind !== 'superseded';
  if (before === undefined) return stands ? 'PROJECTION' : 'CODE';
  return stands && record.verdict === before.verdict ? 'CODE' : 'PROJECTION';
}

const rowOf = (
  clientId: string,
  kind: 'client' | 'alert',
  key: string,
  before: unknown,
  after: unknown,
): Omit<RebuildDifferenceRow, 'cause'> => ({
  clientId,
  change: before === null ? 'ADDED' : after === null ? 'GONE' : 'CHANGED',
  kind,
  key,
  before: before === null ? null : JSON.stringify(before),
  after: after === null ? null : JSON.stringify(after),
});

const sorted = (refs: readonly string[]): string => [...refs].sort().join(' ');

/** References gather in the order of arrival, and mean the same in any. */
const comparable = (state: ClientState): string => canonicalJson({ ...state, refs: [...state.refs].sort() });
