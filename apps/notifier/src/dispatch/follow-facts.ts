import { meets, SHOWN_KINDS, type MatchedAlert } from '#domain';
import {
  activationsSince,
  alertsOfFacts,
  appendDeliveries,
  enabledReceivers,
  groupKeyOf,
  raiseGroups,
  settledBefore,
  touchGroups,
  type Activation,
  type DeliveryRow,
  type ReceiverRow,
  type NotifiedAlert,
  type Touch,
  type Tx,
} from '#store';
import { settleSentBefore } from '#restore';
import { endOfLog, factsSince, lockCheckpoint, saveCheckpoint, type FollowedFact } from '#log';

const FOLLOWER = 'notifier';
/** Batches of the log that one transaction takes up, of each chain. */
const BATCHES = 20;

/** Facts that people may have to be told of; all others only matter to those who were told. */
const RAISING: readonly string[] = ['raised', 'rejudged', 'reopened'];

/**
 * Takes up the facts that were recorded since the last time: which groups are to be looked at, and when. The checkpoint
 * moves in the same transaction, so no fact is taken up twice and none is missed.
 * @returns whether all was read that had been recorded when it began
 */
export async function followFacts(tx: Tx, groupWaitMs: number): Promise<boolean> {
  const before = await lockCheckpoint(tx, FOLLOWER);
  // Read before the receivers: whoever comes after these facts is not told of them.
  const end = await endOfLog(tx);
  const receivers = await enabledReceivers(tx);
  if (receivers.length === 0) {
    if (before === undefined || [...end].some(([chain, seq]) => before.get(chain) !== seq)) {
      await saveCheckpoint(tx, FOLLOWER, end);
    }
    return true;
  }
  const since = before ?? new Map<string, number>();
  const { facts, checkpoint } = await factsSince(tx, since, { batchesMax: BATCHES });
  if (facts.length > 0) await takeUp(tx, facts, receivers, groupWaitMs);
  if ([...checkpoint].some(([chain, seq]) => since.get(chain) !== seq)) await saveCheckpoint(tx, FOLLOWER, checkpoint);
  return [...end].every(([chain, seq]) => (checkpoint.get(chain) ?? 0) >= seq);
}

async function takeUp(
  tx: Tx,
  facts: readonly FollowedFact[],
  receivers: readonly ReceiverRow[],
  groupWaitMs: number,
): Promise<void> {
  const alerts = new Map((await alertsOfFacts(tx, facts)).map((alert) => [alert.alertId, alert]));
  // By whom it is looked at first, the sender or us: what was sent before is settled before anybody hears of it.
  await settleSentBefore(tx);
  const settled = await settledBefore(
    tx,
    facts.map(({ position }) => position),
  );
  const raised: (Touch & { receiverId: string })[] = [];
  const touched: Touch[] = [];
  const unsent = new Map<string, DeliveryRow>();
  const activations = facts.some(({ cause }) => cause === 'POLICY') ? await activationsSince(tx, 0) : [];
  for (const fact of facts) {
    const alert = alerts.get(fact.alertId);
    if (alert === undefined) continue;
    const groupKey = groupKeyOf(alert.alertId, alert.incidentId);
    if (isQuiet(fact, activations)) {
      unsent.set(groupKey, notSent(groupKey, 'POLICY_QUIET'));
      continue;
    }
    const touch = { groupKey, at: fact.recordedAt.getTime(), sentBefore: settled.has(fact.position) };
    touched.push(touch);
    if (!RAISING.includes(fact.kind)) continue;
    const notified = matchedAt(fact, alert);
    const takers = receivers.filter((r) => r.createdAt <= fact.recordedAt && meets(notified, r.matchers));
    for (const { receiverId } of takers) raised.push({ receiverId, ...touch });
    if (takers.length === 0 && fact.kind === 'raised') unsent.set(groupKey, notSent(groupKey, 'NO_ROUTE'));
  }
  await raiseGroups(tx, raised, groupWaitMs);
  await touchGroups(tx, touched, groupWaitMs);
  if (unsent.size > 0) await appendDeliveries(tx, [...unsent.values()]);
}

/** An alert as routes and silences see it. */
export const matched = (alert: NotifiedAlert): MatchedAlert => ({ ...alert, kind: shownKind(alert.kind) });

export const shownKind = (kind: string): string => (SHOWN_KINDS as Readonly<Record<string, string>>)[kind] ?? kind;

/** As it was by that fact; it may have changed again since. */
function matchedAt(fact: FollowedFact, alert: NotifiedAlert): MatchedAlert {
  const { verdict, severity } = JSON.parse(fact.body) as { verdict: string; severity: string };
  return { ...matched(alert), verdict, severity };
}

/** What a new pack changes disturbs nobody, unless whoever approved it asked for that. */
const isQuiet = ({ cause, position }: FollowedFact, activations: readonly Activation[]): boolean =>
  cause === 'POLICY' && activations.findLast((a) => a.position <= position)?.notify !== true;

const notSent = (groupKey: string, reason: 'NO_ROUTE' | 'POLICY_QUIET'): DeliveryRow => ({
  receiverId: null,
  notificationId: null,
  groupKey,
  type: 'alerts.raised',
  attempt: 0,
  outcome: 'NOT_SENT',
  reason,
  status: null,
  detail: null,
  tookMs: null,
});
