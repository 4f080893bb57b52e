import { distinct, gravity } from './decide.js';
import { isBreached, isOpen, type Member, type Notified } from './group.js';
import { sameSeries, type Notice, type NoticeAlert, type NoticeType } from './notice.js';

/** Alerts that are told one by one; the others are only counted. */
const ITEMS_MAX = 20;

interface About {
  readonly type: NoticeType;
  readonly now: number;
  readonly sequence: number;
  readonly group: { readonly kind: 'incident' | 'alert'; readonly id: string; readonly clientId: string | null };
  /** Of an incident; an alert is named by what it is about. */
  readonly title: string | null;
  readonly about: readonly Member[];
  /** What people knew before. */
  readonly notified: Notified | null;
  readonly publicUrl: string;
}

/** What is told, from what was decided. Pure. */
export function noticeOf({ type, now, sequence, group, title, about, notified, publicUrl }: About): Notice {
  const gravest = [...about].sort(byGravity);
  const resolved = type === 'alerts.resolved';
  const current = resolved ? [] : distinct(about);
  const items = gravest.slice(0, ITEMS_MAX).map((m) => itemOf(m, now, publicUrl));
  const known = resolved && notified !== null ? notified.series : current;
  return {
    type,
    at: new Date(now).toISOString(),
    group: { ...group, title: title ?? titleOf(gravest[0], group.id) },
    since: new Date(about.reduce((first, m) => Math.min(first, m.raisedAt), now)).toISOString(),
    sequence,
    severity: [...known].sort(byGravity)[0]?.severity ?? 'low',
    clients: new Set(about.map((m) => m.survivorId)).size,
    alerts: about.length,
    overdue: about.filter((m) => isBreached(m, now)).length,
    series: current.map((s) => ({ ...s, alerts: about.filter((m) => sameSeries(m, s)).length })),
    ended: (notified?.series ?? []).filter((s) => !current.some((c) => sameSeries(c, s))),
    items,
    more: about.length - items.length,
    url: `${publicUrl}/${group.kind}s/${encodeURIComponent(group.id)}`,
  };
}

/** The gravest first, of equals the one that is due first. */
const byGravity = (a: Pick<Member, 'severity' | 'dueAt'> | Parameters<typeof gravity>[0], b: typeof a): number =>
  gravity(b) - gravity(a) || ('dueAt' in a && 'dueAt' in b ? a.dueAt - b.dueAt : 0);

const titleOf = (m: Member | undefined, id: string): string =>
  m === undefined ? `Alert ${id}` : `${m.verdict}: client ${m.clientId}`;

const itemOf = (m: Member, now: number, publicUrl: string): NoticeAlert => ({
  alertId: m.alertId,
  clientId: m.clientId,
  entityId: m.entityId,
  verdict: m.verdict,
  severity: m.severity,
  service: m.service,
  kind: m.kind,
  country: m.country,
  status: isOpen(m) || m.active ? m.status : 'SUPERSEDED',
  raisedAt: new Date(m.raisedAt).toISOString(),
  dueAt: new Date(m.dueAt).toISOString(),
  overdue: isBreached(m, now),
  explanation: m.explanation,
  url: `${publicUrl}/alerts/${encodeURIComponent(m.alertId)}`,
});
