import {
  append,
  canAppend,
  canonicalJson,
  clientTags,
  judge,
  type AlertView,
  type ClientFact,
  type ClientState,
  type Judged,
  type Policy,
} from '#domain';
import { isDeepStrictEqual } from 'node:util';
import { alertsById, incidentIdOf, judgedColumns } from './alert-view.js';
import type { ClientsOnFile, StoredAlert, StoredClient } from './clients-on-file.js';
import type { InForce, JudgedBy } from './judged-by.js';
import { readJson } from './read-back.js';
import { differences, type Violation } from './report.js';

/** Every how many clients the order of arrival is shuffled. */
const SAMPLE_EVERY = 10;

/** What came of judging some clients again. */
export interface JudgedClients {
  readonly violations: readonly { readonly invariant: 'I3' | 'I6'; readonly violation: Violation }[];
  readonly clients: number;
  readonly facts: number;
  readonly verdicts: number;
  readonly alerts: number;
  readonly shuffled: number;
  /** Whom a change of what all clients share has not reached yet. */
  readonly waiting: number;
}

/** Judges clients from their facts alone, and compares with what is in the tables. Pure. */
export function judgeClients(survivors: readonly string[], onFile: ClientsOnFile, by: JudgedBy): JudgedClients {
  const { book, newest } = by;
  const violations: { invariant: 'I3' | 'I6'; violation: Violation }[] = [];
  const counts = { clients: survivors.length, facts: 0, verdicts: 0, alerts: 0, shuffled: 0, waiting: 0 };
  for (const [i, survivor] of survivors.entries()) {
    try {
      one(i, survivor);
    } catch (error) {
      // What is nested too deep to be looked at, for one: it keeps nobody else from being looked at.
      const at = { table: 'client', row: { client_id: survivor } };
      const message = error instanceof Error ? error.message : String(error);
      violations.push({ invariant: 'I3', violation: { kind: 'UNREADABLE', ...at, message } });
    }
  }
  return { violations, ...counts };

  function one(i: number, survivor: string): void {
    const facts = onFile.facts.get(survivor) ?? [];
    const stored = onFile.clients.get(survivor);
    const before = stored === undefined ? undefined : by.before(stored.knowledge);
    if (before !== undefined) counts.waiting += 1;
    if (before === null) return;
    const inForce: InForce = before ?? { catalogue: book.catalogue, policy: by.policy };
    const { catalogue, policy } = inForce;
    const members = book.clientMerges.membersOf(survivor);
    const judged = judge(survivor, members, facts, catalogue, policy);
    const views = alertsById(judged.judgements, policy);
    counts.facts += facts.length;
    counts.verdicts += judged.judgements.length;
    counts.alerts += views.size;
    const found = [
      ...clientDiffers(judged.state, stored, newest, policy),
      ...alertsDiffer(survivor, views, onFile.alerts.get(survivor) ?? []),
    ];
    violations.push(...found.map((violation) => ({ invariant: 'I3' as const, violation })));
    if (i % SAMPLE_EVERY !== 0) return;
    counts.shuffled += 1;
    if (!isOrderFree(survivor, facts, judged, members, inForce)) {
      violations.push({ invariant: 'I6', violation: { kind: 'ORDER_MATTERS', clientId: survivor } });
    }
  }
}

function clientDiffers(
  state: ClientState,
  stored: StoredClient | undefined,
  newest: number,
  policy: Policy,
): Violation[] {
  const row = { table: 'client', row: { client_id: state.clientId } };
  if (stored === undefined) return [{ kind: 'NO_PROJECTION', ...row, column: 'client_id' }];
  const kept = stateIn(stored);
  if (kept === null) return [{ kind: 'UNREADABLE', ...row, column: 'state' }];
  // The end of the timeline has a column of its own, once it has moved alone; the state then says an older one.
  const isApart = stored.lastTo !== null;
  const [shall, is] = comparableStates(state, kept, isApart);
  const expected = {
    refs: [...state.refs].sort(),
    facets: clientTags(state, policy),
    state: shall,
    ...(isApart ? { last_to: state.lastTo } : {}),
  };
  const actual = { refs: [...stored.refs].sort(), facets: stored.facets, state: is, last_to: stored.lastTo };
  const found = differences(row, expected, actual);
  // A state that is right was judged as of any change of shared facts there was, but of none that is still to come.
  if (stored.knowledge < 0 || stored.knowledge > newest) {
    found.push(...differences(row, { knowledge: `at most ${newest}` }, { knowledge: stored.knowledge }));
  }
  return found;
}

function stateIn({ state }: StoredClient): ClientState | null {
  const read = readJson(state) as ClientState | null;
  return Array.isArray(read?.refs) ? read : null;
}

/** Two states as texts that are equal where they mean the same: references gather in the order of arrival. */
function comparableStates(state: ClientState, kept: ClientState, isApart: boolean): readonly [string, string] {
  const sorted = (one: ClientState): ClientState => ({
    ...one,
    ...(isApart ? { lastTo: 0 } : {}),
    refs: [...one.refs].sort(),
  });
  // What is alike as it stands need not be put in order first, which takes longer than judging.
  const [shall, is] = [sorted(JSON.parse(JSON.stringify(state)) as ClientState), sorted(kept)];
  return isDeepStrictEqual(shall, is) ? ['', ''] : [canonicalJson(shall), canonicalJson(is)];
}

function alertsDiffer(
  clientId: string,
  views: ReadonlyMap<string, AlertView>,
  stored: readonly StoredAlert[],
): Violation[] {
  const found: Violation[] = [];
  const left = new Map(stored.map((alert) => [alert.alert_id, alert]));
  for (const [alertId, view] of views) {
    const row = { table: 'alert', row: { client_id: view.clientId, alert_id: alertId } };
    const alert = left.get(alertId);
    left.delete(alertId);
    if (alert === undefined) {
      const { verdict, act } = view;
      found.push({ kind: 'ALERT_MISSING', ...row, column: 'active', survivor: clientId, verdict, act: act.id });
      continue;
    }
    const incident = view.incident === null ? {} : { incident_id: incidentIdOf(view.incident.kind, view.incident.key) };
    const text = String(alert['view']);
    const isSame = JSON.stringify(view) === text;
    const expected = { ...judgedColumns(view), ...incident, view: isSame ? text : canonicalJson(view) };
    found.push(...differences(row, expected, { ...alert, view: isSame ? text : asCanonical(text) }));
  }
  for (const [alertId, alert] of left) {
    const row = { table: 'alert', row: { client_id: alert['client_id'], alert_id: alertId } };
    found.push({ kind: 'ALERT_TOO_MANY', ...row, column: 'active', survivor: clientId });
  }
  return found;
}

function asCanonical(text: string): string {
  const read = readJson(text);
  return read === null ? text : canonicalJson(read);
}

/** The same facts told in another order, and added one by one where they can be, must give the same verdicts. */
function isOrderFree(
  clientId: string,
  facts: readonly ClientFact[],
  judged: Judged,
  members: readonly string[],
  { catalogue, policy }: InForce,
): boolean {
  const verdicts = (j: Judged['judgements']): string =>
    canonicalJson(
      j
        .map(({ act, offer, verdict, row }) => [act.identity, offer, verdict, row])
        .map((v) => canonicalJson(v))
        .sort(),
    );
  const reversed = judge(clientId, members, [...facts].reverse(), catalogue, policy);
  if (verdicts(reversed.judgements) !== verdicts(judged.judgements)) return false;
  const half = Math.floor(facts.length / 2);
  const first = judge(clientId, members, facts.slice(0, half), catalogue, policy);
  const rest = facts.slice(half);
  if (!canAppend(first.state, rest, catalogue, policy)) return true;
  const added = append(first.state, rest, catalogue, policy);
  return verdicts([...first.judgements, ...added]) === verdicts(judged.judgements);
}
