import {
  append,
  canAppend,
  isClientFact,
  clientTags,
  emptyState,
  isRetracted,
  judge,
  alertKey,
  type ClientFact,
  type ClientState,
  type Judgement,
  type Policy,
} from '#domain';
import { alertsById, alertsOfSurvivors, loadClients, type ClientRow, type Sql, type StoredAlert } from '#store';
import { timelinesOf } from '#log';
import { activationIncident, readStored, alertIdOf } from '#log/codec';
import {
  compareAlerts,
  fromRow,
  StateText,
  type AlertChanges,
  type Trigger,
  type CachedClient,
  type ClientCache,
  type SharedFacts,
} from '#judging';

/** A client to be judged: with new facts, from the whole timeline, or both. */
export interface Task {
  readonly survivorId: string;
  /** New facts, not in the log yet; their `position` is given when the block of positions is known. */
  readonly facts: readonly ClientFact[];
  /** Judge the whole timeline again, whatever the new facts are. */
  readonly again: boolean;
  readonly trigger: Trigger;
}

/** A task with all that judging it reads from the database. */
export interface Prepared extends Task {
  readonly known: CachedClient | undefined;
  /** The timeline on file, where the whole of it is to be judged; `null` where the new facts are simply added. */
  readonly onFile: readonly ClientFact[] | null;
}

export interface Outcome {
  readonly client: {
    readonly row: Pick<ClientRow, 'clientId' | 'version' | 'sharedPosition'>;
    /** Whether there was a row of them already. */
    readonly wasKnown: boolean;
    readonly state: ClientState;
    readonly text: StateText;
  };
  /** What the client is listed and counted by. */
  readonly tags: readonly string[];
  readonly judgements: readonly Judgement[];
  readonly whole: boolean;
  readonly alerts: AlertChanges;
}

/** Reads what the tasks need: the clients' rows, and whole timelines where facts can't simply be added. */
export async function prepare(
  sql: Sql,
  tasks: readonly Task[],
  sharedFacts: SharedFacts,
  policy: Policy,
  cache: ClientCache,
): Promise<Prepared[]> {
  // Held here for as long as they are needed: the cache may be smaller than the batch.
  const clients = new Map(tasks.map((t) => [t.survivorId, cache.get(t.survivorId)]));
  const missing = [...clients].filter(([, client]) => client === undefined).map(([id]) => id);
  if (missing.length > 0) {
    for (const row of await loadClients(sql, missing)) {
      const client = fromRow(row);
      clients.set(row.clientId, client);
      cache.set(row.clientId, client);
    }
  }
  const prepared = tasks.map((task): Prepared & { whole: boolean } => {
    const known = clients.get(task.survivorId);
    const facts = task.facts.filter((fact) => !isRetracted(fact, sharedFacts.retracted, sharedFacts.clientMerges));
    const whole = task.again || (known !== undefined && mustJudgeWhole(known, facts, sharedFacts, policy));
    const { survivorId, again } = task;
    const trigger = triggerOf(task, known, sharedFacts);
    return { survivorId, facts, again, trigger, known, onFile: known === undefined && !again ? [] : null, whole };
  });
  const members = prepared.filter((p) => p.whole).flatMap((p) => sharedFacts.clientMerges.membersOf(p.survivorId));
  if (members.length === 0) return prepared;
  const timelines = new Map<string, ClientFact[]>();
  for (const stored of await timelinesOf(sql, members)) {
    const fact = readStored(stored);
    if (!isClientFact(fact) || isRetracted(fact, sharedFacts.retracted, sharedFacts.clientMerges)) continue;
    const survivor = sharedFacts.clientMerges.survivorOf(fact.data.clientId);
    const timeline = timelines.get(survivor);
    if (timeline === undefined) timelines.set(survivor, [fact]);
    else timeline.push(fact);
  }
  return prepared.map((p) => (p.whole ? { ...p, onFile: timelines.get(p.survivorId) ?? [] } : p));
}

/** A client who gets a fact before a new pack has come to them is judged by it now: what changes is the pack's doing. */
function triggerOf({ again, trigger }: Task, known: CachedClient | undefined, sharedFacts: SharedFacts): Trigger {
  const activated = again || known === undefined ? null : sharedFacts.activatedSince(known.sharedPosition);
  return activated === null ? trigger : { cause: 'POLICY', incidentId: activationIncident(activated) };
}

/** Whether what is new of a client can't simply be added to what is kept of them. */
export function mustJudgeWhole(
  known: Pick<CachedClient, 'sharedPosition' | 'state'>,
  facts: readonly ClientFact[],
  sharedFacts: SharedFacts,
  policy: Policy,
): boolean {
  if (known.sharedPosition < sharedFacts.version && sharedFacts.affectedSince(known.sharedPosition, known.state))
    return true;
  return !canAppend(known.state, facts, sharedFacts.catalogue, policy);
}

/** The alerts on record that judging may change. */
async function alertsOnRecord(
  sql: Sql,
  whole: readonly Prepared[],
  added: readonly { judgements: readonly Judgement[] }[],
  sharedFacts: SharedFacts,
): Promise<Map<string, Map<string, StoredAlert>>> {
  const bySurvivor = new Map<string, Map<string, StoredAlert>>();
  const note = (alert: StoredAlert, survivor: string): void => {
    const known = bySurvivor.get(survivor);
    if (known === undefined) bySurvivor.set(survivor, new Map([[alert.alertId, alert]]));
    else known.set(alert.alertId, alert);
  };
  // Before a merge the alerts are shown with each of the ids.
  const members = whole.flatMap((p) => sharedFacts.clientMerges.membersOf(p.survivorId));
  if (members.length > 0) {
    for (const alert of await alertsOfSurvivors(sql, members)) {
      note(alert, sharedFacts.clientMerges.survivorOf(alert.clientId));
    }
  }
  const uses = added.flatMap((a) => a.judgements).filter((j) => j.act.kind === 'USE' && j.severity !== null);
  if (uses.length > 0) {
    const clientIds = uses.map((j) => j.act.namedClientId);
    const alertIds = uses.map((j) => alertIdOf(alertKey(j)));
    for (const alert of await alertsById(sql, clientIds, alertIds)) {
      note(alert, sharedFacts.clientMerges.survivorOf(alert.clientId));
    }
  }
  return bySurvivor;
}

/**
 * Judges prepared tasks and compares the verdicts with the alerts on record.
 * @param first the first position of the batch; also the version of a client who has no row yet, so that no row that is
 *   written anew can be mistaken for an older one
 * @param isNew whether a verdict is on an act recorded just now
 * @param at time of recording, in ms since 1970
 */
export async function judgeTasks(
  sql: Sql,
  tasks: readonly Prepared[],
  sharedFacts: SharedFacts,
  policy: Policy,
  first: number,
  isNew: (judgement: Judgement) => boolean,
  at: number,
): Promise<Outcome[]> {
  const judged = tasks.map((task) => ({ task, ...judgeTask(task, sharedFacts, policy) }));
  const existing = judged.filter((j) => j.whole && (j.task.again || j.task.known !== undefined)).map((j) => j.task);
  const onRecord = await alertsOnRecord(
    sql,
    existing,
    judged.filter((j) => !j.whole),
    sharedFacts,
  );
  return judged.map(({ task, state, judgements, whole }) => ({
    client: {
      row: {
        clientId: task.survivorId,
        version: task.known === undefined ? first : task.known.version + 1,
        sharedPosition: sharedFacts.version,
      },
      wasKnown: task.known !== undefined,
      state,
      // A timeline that was folded again has new lists.
      text: whole || task.known === undefined ? new StateText() : task.known.text,
    },
    tags: clientTags(state, policy),
    judgements,
    whole,
    alerts: compareAlerts({
      judgements,
      whole,
      onRecord: onRecord.get(task.survivorId) ?? new Map<string, StoredAlert>(),
      trigger: task.trigger,
      isNew,
      policy,
      at,
    }),
  }));
}

/** Adds what is new to the kept state, or judges the whole timeline. Pure, but that a kept state is changed in place. */
export function judgeTask(
  task: Pick<Prepared, 'survivorId' | 'facts' | 'onFile'> & { readonly known: Pick<CachedClient, 'state'> | undefined },
  sharedFacts: SharedFacts,
  policy: Policy,
): { state: ClientState; judgements: readonly Judgement[]; whole: boolean } {
  const { catalogue, clientMerges } = sharedFacts;
  if (task.onFile === null && task.known !== undefined) {
    const { state } = task.known;
    return { state, judgements: append(state, task.facts, catalogue, policy), whole: false };
  }
  const facts = [...(task.onFile ?? []), ...task.facts];
  return { ...judge(task.survivorId, clientMerges.membersOf(task.survivorId), facts, catalogue, policy), whole: true };
}

export const emptyClientState = (clientId: string, sharedFacts: SharedFacts): string =>
  JSON.stringify(emptyState(clientId, sharedFacts.clientMerges.membersOf(clientId)));
