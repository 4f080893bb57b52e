import { SEVERITIES } from '#domain';
import { isBreached, isOpen, type GroupState, type Look, type Member, type Notified } from './group.js';
import { sameSeries, type NoticeType, type Series } from './notice.js';

/** Why something was not sent. */
type KeptBack = 'SILENCED' | 'SUPERSEDED_IN_TIME' | 'CLOSED_IN_TIME';

export interface Decision {
  /** What to tell, and about which alerts; `null`: nothing now. */
  readonly notice: { readonly type: NoticeType; readonly about: readonly Member[] } | null;
  readonly keptBack: KeptBack | null;
  readonly next: GroupState;
  /** When to look again, though nothing happens; `null`: not before something does. */
  readonly dueAt: number | null;
}

/** However long clients are still being judged, people are told after this time. */
const GROWING_MAX_MS = 10 * 60_000;
const GROWING_LOOK_MS = 1_000;

/** Decides what one receiver is told about one group now. Pure: the clock is in `look`. */
export function decide(state: GroupState, members: readonly Member[], look: Look): Decision {
  const waitUntil = waitOf(state, look);
  if (waitUntil !== null) return { notice: null, keptBack: null, next: state, dueAt: waitUntil };
  const open = members.filter(isOpen);
  if (open.length === 0) return over(state, members);
  const considered = { ...state, pendingSince: null };
  const unmuted = open.filter(isAudible);
  const type = noticeFor(considered, unmuted, look);
  const after: GroupState =
    type === null
      ? considered
      : { ...considered, sequence: state.sequence + 1, notified: { at: look.now, series: distinct(unmuted) } };
  const known = type === null ? open : open.map((m) => withBreachNotified(m, look.now));
  // What would be told now but for a silence.
  const held = unmuted.length === open.length ? null : noticeFor(after, known, look);
  const next = { ...after, held };
  return {
    notice: type === null ? null : { type, about: unmuted },
    keptBack: held !== null && held !== state.held ? 'SILENCED' : null,
    next,
    dueAt: nextLook(next, known, look),
  };
}

const isAudible = (m: Member): boolean => m.silencedUntil === null;

/** Every notice says what is overdue among the alerts that it is about. */
const withBreachNotified = (m: Member, now: number): Member =>
  isAudible(m) && isBreached(m, now) ? { ...m, breachNotified: true } : m;

/** How long to wait still for more of the same, or for the alert to be taken back. */
function waitOf({ pendingSince, notified }: GroupState, { now, groupWaitMs, growing }: Look): number | null {
  if (pendingSince === null) return null;
  if (now < pendingSince + groupWaitMs) return pendingSince + groupWaitMs;
  const grows = growing && notified === null && now < pendingSince + GROWING_MAX_MS;
  return grows ? now + GROWING_LOOK_MS : null;
}

/** Nothing is open any more: who was told that there was something is told that it is over, silence or not. */
function over(state: GroupState, members: readonly Member[]): Decision {
  const quiet = { ...state, pendingSince: null, notified: null, held: null };
  if (state.notified !== null) {
    return {
      notice: { type: 'alerts.resolved', about: members },
      keptBack: null,
      next: { ...quiet, sequence: state.sequence + 1 },
      dueAt: null,
    };
  }
  const inTime = state.pendingSince !== null && state.held === null;
  const closed = members.some((m) => m.active && m.status === 'CLOSED');
  return {
    notice: null,
    keptBack: inTime ? (closed ? 'CLOSED_IN_TIME' : 'SUPERSEDED_IN_TIME') : null,
    next: quiet,
    dueAt: null,
  };
}

/** Why people should hear of these alerts now, if at all. */
function noticeFor({ notified }: GroupState, alerts: readonly Member[], look: Look): NoticeType | null {
  if (alerts.length === 0) return null;
  if (notified === null) return 'alerts.raised';
  if (isNews(notified, alerts, look.resends)) return 'alerts.changed';
  if (alerts.some((m) => isBreached(m, look.now) && !m.breachNotified)) return 'alerts.overdue';
  const repeats = alerts.some((m) => mayRepeat(m, look));
  return repeats && look.now >= repeatAt(notified, look) ? 'alerts.repeated' : null;
}

/**
 * A verdict that was not told, or a graver severity than was. That there are more clients is none: people are told once
 * per incident. Who keeps a list of what is firing must hear of every difference.
 */
function isNews(notified: Notified, alerts: readonly Member[], resends: boolean): boolean {
  if (resends) {
    const added = alerts.some((m) => !notified.series.some((s) => sameSeries(s, m)));
    return added || notified.series.some((s) => !alerts.some((m) => sameSeries(s, m)));
  }
  const gravest = Math.max(...notified.series.map(gravity));
  return alerts.some((m) => gravity(m) > gravest || !notified.series.some((s) => s.verdict === m.verdict));
}

export const gravity = ({ severity }: Pick<Series, 'severity'>): number => SEVERITIES.indexOf(severity);

/** What fell due in a part of the log that is lost was told by it. */
const repeatAt = ({ at }: Notified, { repeatMs, lostUntil }: Look): number => Math.max(at, lostUntil ?? at) + repeatMs;

/** An alert that somebody looks at is not repeated. */
const mayRepeat = (m: Member, { resends }: Look): boolean => m.status === 'OPEN' || resends;

export function distinct(alerts: readonly Series[]): Series[] {
  const found: Series[] = [];
  for (const { verdict, severity, entityId, service } of alerts) {
    const series = { verdict, severity, entityId, service };
    if (!found.some((s) => sameSeries(s, series))) found.push(series);
  }
  return found;
}

/** The next moment at which, by the clock alone, something is to be told. */
function nextLook({ notified, held }: GroupState, open: readonly Member[], look: Look): number | null {
  const moments = [
    ...(notified !== null && open.some((m) => mayRepeat(m, look)) ? [repeatAt(notified, look)] : []),
    ...open.filter((m) => !m.breachNotified).map((m) => m.dueAt),
    ...(held === null ? [] : open.flatMap((m) => m.silencedUntil ?? [])),
  ].filter((moment) => moment > look.now);
  // Not spread into arguments: an incident may hold a hundred thousand alerts.
  return moments.reduce<number | null>((least, m) => (least === null || m < least ? m : least), null);
}
