import { canonicalJson, clientTags, versionFor, type AlertView, type ClientState, type Policy } from '#domain';
import { readState, type JudgedClient } from '#judging';
import type { AlertInUse, ClientRow, RebuildDifferenceRow, RecordedStep } from '#store';
import { rowOnRecord } from './alert-on-record.js';

/**
 * Why a row differs: the table says something else than its own record (`PROJECTION`), the row was judged by another pack
 * (`POLICY`), or the record says the same and the judge no longer does (`CODE`).
 */
type DifferenceCause = 'PROJECTION' | 'POLICY' | 'CODE';

/** What the log says last about an alert. */
export interface LastRecord {
  readonly kind: string;
  readonly verdict: string | null;
}

export interface Compared {
  readonly clientId: string;
  /** The row in use. */
  readonly row: ClientRow | undefined;
  /** The rows of alerts in use, of those too that no longer stand. */
  readonly alerts: readonly AlertInUse[];
  /** What is on record of the client's alerts, in the order of recording. */
  readonly steps: readonly RecordedStep[];
  /** What the log gives; `undefined` where it knows nobody of that id. */
  readonly judged: JudgedClient | undefined;
}

/** An alert as a difference shows it: what the judge says, and the columns beside it that differ. */
export type ShownAlert = AlertView & {
  readonly columns?: Partial<AlertInUse>;
  /** It no longer alerts: the view is the last one that there was. */
  readonly superseded?: true;
};

/** An alert in which what is in use and what the log gives differ. */
export interface DifferingAlert {
  readonly key: string;
  readonly before?: ShownAlert;
  readonly after?: ShownAlert;
}

export function differingAlerts({ alerts, steps, judged }: Compared): DifferingAlert[] {
  const views = judged?.views ?? new Map<string, AlertView>();
  const recorded = new Map<string, RecordedStep[]>();
  for (const step of steps) recorded.set(step.alertId, [...(recorded.get(step.alertId) ?? []), step]);
  const inUse = new Map<string, AlertInUse>();
  const strangers: DifferingAlert[] = [];
  for (const row of alerts) {
    const named = views.get(row.alertId)?.clientId ?? recorded.get(row.alertId)?.[0]?.clientId;
    if (named === row.clientId) inUse.set(row.alertId, row);
    else strangers.push(stranger(row));
  }
  const keys = [...new Set([...inUse.keys(), ...views.keys()])].sort();
  const known = keys.flatMap((key) => differing(key, inUse.get(key), views.get(key), recorded.get(key) ?? []) ?? []);
  return [...known, ...strangers];
}

function differing(
  key: string,
  row: AlertInUse | undefined,
  view: AlertView | undefined,
  steps: readonly RecordedStep[],
): DifferingAlert | null {
  const kept = row === undefined ? undefined : viewIn(row);
  if (view !== undefined && (row === undefined || kept === undefined || !row.active)) return { key, after: view };
  if (row === undefined || kept === undefined) return null;
  const expected = rowOnRecord(steps, view, kept);
  if (view === undefined && row.active) return { key, before: kept };
  const columns = expected === null ? [] : columnsThatDiffer(row, expected);
  const isSameView = view === undefined || canonicalJson(kept) === canonicalJson(view);
  if (isSameView && columns.length === 0) return null;
  const shown = (of: AlertView, from: AlertInUse | null): ShownAlert =>
    columns.length === 0 ? of : { ...of, columns: Object.fromEntries(columns.map((c) => [c, from?.[c] ?? null])) };
  const after = shown(view ?? kept, expected);
  return { key, before: shown(kept, row), after: view === undefined ? { ...after, superseded: true } : after };
}

/** A row by which no act goes, and of which nothing is on record. */
function stranger(row: AlertInUse): DifferingAlert {
  const view = viewIn(row);
  return { key: row.alertId, before: { ...(view ?? ({} as AlertView)), clientId: row.clientId } };
}

/** The columns beside the view, which is compared as what it says. */
function columnsThatDiffer(row: AlertInUse, expected: AlertInUse): (keyof AlertInUse)[] {
  const columns = Object.keys(expected) as (keyof AlertInUse)[];
  return columns.filter((column) => {
    if (column === 'view') return false;
    const [is, shall] = [row[column], expected[column]];
    return column === 'proposed' ? canonicalText(is) !== canonicalText(shall) : is !== shall;
  });
}

const canonicalText = (json: unknown): string => {
  try {
    return typeof json === 'string' ? canonicalJson(JSON.parse(json)) : 'null';
  } catch {
    return String(json);
  }
};

/** A view that can't even be read must not keep the others from being compared. */
export function viewIn({ view }: AlertInUse): AlertView | undefined {
  try {
    return (JSON.parse(view) as AlertView | null) ?? undefined;
  } catch {
    return undefined;
  }
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
    cause: causeOf(before, after, records.get(key), policy),
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
      : { refs: judged.state.refs, facets: clientTags(judged.state, policy), state: judged.state };
  if (row === undefined) return after === null ? null : rowOf(clientId, 'client', clientId, null, after);
  const state = stateOf(row);
  const before = { refs: row.refs, facets: row.tags, state: state ?? row.state };
  // Ids that shared facts alone have named have a row with nothing on file.
  if (after === null) return row.refs.length === 0 ? null : rowOf(clientId, 'client', clientId, before, null);
  const same =
    state !== null &&
    comparable(state) === comparable(after.state) &&
    sorted(row.refs) === sorted(after.refs) &&
    row.tags.join(' ') === after.facets.join(' ');
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

function causeOf(
  before: ShownAlert | undefined,
  after: ShownAlert | undefined,
  record: LastRecord | undefined,
  policy: Policy,
): DifferenceCause {
  if (before !== undefined && after !== undefined && sameView(before, after)) return 'PROJECTION';
  if (before !== undefined && before.policyVersion !== versionFor(policy, before.act.effectiveAt)) return 'POLICY';
  const stands = record !== undefined && record.kind !== 'superseded';
  if (before === undefined) return stands ? 'PROJECTION' : 'CODE';
  return stands && record.verdict === before.verdict ? 'CODE' : 'PROJECTION';
}

/** Only columns beside the view differ. */
const sameView = (before: ShownAlert, after: ShownAlert): boolean =>
  canonicalJson(judgedOf(before)) === canonicalJson(judgedOf(after));

/** What the judge says of it, without how it is shown. */
export function judgedOf({ columns: _columns, superseded: _superseded, ...view }: ShownAlert): AlertView {
  return view;
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
