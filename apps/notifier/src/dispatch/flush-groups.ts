import { incidentTitle, meets, type PolicyPack } from '#domain';
import {
  addBreaches,
  addNotification,
  addSentNotification,
  alertsOfGroup,
  appendDeliveries,
  currentRestore,
  databaseTime,
  dueGroups,
  enabledReceivers,
  incidentOf,
  readGroupKey,
  saveGroup,
  silencesInForce,
  notifiedBreaches,
  type ActiveSilence,
  type GroupRow,
  type ReceiverRow,
  type NotifiedAlert,
  type Restore,
  type Tx,
} from '#store';
import { decide, type Decision } from './decide.js';
import { matched, shownKind } from './follow-facts.js';
import { isBreached, type GroupState, type Member, type Notified } from './group.js';
import { notificationIdOf } from './notification-id.js';
import type { NoticeType } from './notice.js';
import { noticeOf } from './notice-of.js';

const GROUPS = 50;

export interface Telling {
  readonly groupWaitMs: number;
  readonly repeatMs: number;
  readonly publicUrl: string;
  readonly serviceHours: PolicyPack['serviceHours'];
}

/**
 * Looks at the groups whose time has come. What is decided and what is to be sent because of it are one transaction.
 * @returns how many there were
 */
export async function flushGroups(tx: Tx, telling: Telling): Promise<number> {
  const groups = await dueGroups(tx, GROUPS);
  if (groups.length === 0) return 0;
  const receivers = new Map((await enabledReceivers(tx)).map((receiver) => [receiver.receiverId, receiver]));
  const silences = await silencesInForce(tx);
  const restore = await currentRestore(tx);
  for (const group of groups) {
    const receiver = receivers.get(group.receiverId);
    if (receiver !== undefined) await lookAt(tx, group, receiver, silences, { ...telling, restore });
  }
  return groups.length;
}

async function lookAt(
  tx: Tx,
  row: GroupRow,
  receiver: ReceiverRow,
  silences: readonly ActiveSilence[],
  telling: Telling & { readonly restore: Restore | undefined },
): Promise<void> {
  const { restore } = telling;
  const lostUntil = restore?.lostUntil?.getTime() ?? null;
  const { kind, id } = readGroupKey(row.groupKey);
  const incident = kind === 'incident' ? await incidentOf(tx, id) : undefined;
  const now = await databaseTime(tx);
  const all = await alertsOfGroup(tx, row.groupKey);
  const routed = all.filter((alert) => isRouted(alert, receiver));
  const notified = await notifiedBreaches(
    tx,
    receiver.receiverId,
    routed.map((alert) => alert.alertId),
  );
  const breaches = new Set(notified.map(({ alertId, dueAt }) => `${alertId} ${dueAt}`));
  const members = routed.map((alert) => memberOf(alert, silences, telling.serviceHours, { breaches, lostUntil }));
  const state = stateOf(row);
  const decision = decide(state, members, {
    now,
    groupWaitMs: telling.groupWaitMs,
    repeatMs: telling.repeatMs,
    growing: incident?.growing === true,
    lostUntil,
    resends: receiver.kind === 'alertmanager',
  });
  const group = { kind, id, clientId: kind === 'alert' ? (all[0]?.clientId ?? null) : null };
  const title = incident === undefined ? null : incidentTitle(incident.kind, incident.key);
  const { publicUrl } = telling;
  const epoch = restore?.epoch ?? 1;
  await store(tx, row, { decision, now, group, title, notified: state.notified, publicUrl, epoch });
}

/** What no longer alerts has another verdict than the one that it was told for. */
const isRouted = (alert: NotifiedAlert, { matchers }: ReceiverRow): boolean =>
  meets(matched(alert), alert.active ? matchers : matchers.filter((m) => !['verdict', 'severity'].includes(m.facet)));

interface Decided {
  readonly decision: Decision;
  readonly now: number;
  readonly group: Parameters<typeof noticeOf>[0]['group'];
  readonly title: string | null;
  readonly notified: Notified | null;
  readonly publicUrl: string;
  readonly epoch: number;
}

async function store(tx: Tx, { receiverId, groupKey, sentBefore }: GroupRow, decided: Decided): Promise<void> {
  const { decision, now } = decided;
  const { notice, keptBack, next } = decision;
  await saveGroup(
    tx,
    { receiverId, groupKey, ...next, notified: next.notified === null ? null : JSON.stringify(next.notified) },
    decision.dueAt,
  );
  if (notice !== null) {
    const { sequence } = next;
    const notificationId = notificationIdOf(receiverId, groupKey, sequence, decided.epoch);
    const body = JSON.stringify(noticeOf({ ...decided, ...notice, sequence }));
    const add = sentBefore ? addSentNotification : addNotification;
    await add(tx, { notificationId, receiverId, groupKey, sequence, type: notice.type, body });
    const breached = notice.about.filter((m) => isBreached(m, now) && !m.breachNotified);
    if (breached.length > 0) await addBreaches(tx, receiverId, breached);
  }
  if (keptBack !== null) {
    const type = next.held ?? 'alerts.raised';
    const nothing = { notificationId: null, attempt: 0, status: null, detail: null, tookMs: null };
    await appendDeliveries(tx, [{ receiverId, groupKey, type, outcome: 'NOT_SENT', reason: keptBack, ...nothing }]);
  }
}

const stateOf = ({ sequence, pendingSince, notified, held }: GroupRow): GroupState => ({
  sequence,
  pendingSince,
  notified: notified === null ? null : (JSON.parse(notified) as Notified),
  // Written by `store` alone.
  held: held as NoticeType | null,
});

function memberOf(
  alert: NotifiedAlert,
  silences: readonly ActiveSilence[],
  serviceHours: PolicyPack['serviceHours'],
  { breaches, lostUntil }: { readonly breaches: ReadonlySet<string>; readonly lostUntil: number | null },
): Member {
  const dueAt = alert.raisedAt + Math.round(serviceHours[alert.severity] * 3_600_000);
  const ends = silences.filter((s) => meets(matched(alert), s.matchers)).map((s) => s.until.getTime());
  return {
    ...alert,
    verdict: alert.verdict ?? 'NONE',
    kind: shownKind(alert.kind),
    dueAt,
    breachNotified: breaches.has(`${alert.alertId} ${dueAt}`) || (lostUntil !== null && dueAt <= lostUntil),
    silencedUntil: ends.length === 0 ? null : Math.max(...ends),
  };
}
