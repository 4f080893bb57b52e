import type { Static } from '@sinclair/typebox';
import { isStopped, troublesOf } from '#health';
import { DIGEST_WORDS, type DigestLine } from '#store';
import type { Permission } from '../access/roles.js';
import type { Health } from '../overview/overview.shapes.js';
import type { TodayCount } from '../today/today-filters.js';
import type { Today } from '../today/today.shapes.js';

type Shown = Static<typeof Today>;
type Line = Omit<DigestLine, 'what'>;

/** What Today counts for everybody, and for whoever works on alerts. */
const FOR_ALL: readonly TodayCount[] = ['toDo', 'overdue', 'raisedSince'];
const FOR_WORKERS: readonly TodayCount[] = [
  ...(['overdue', 'dueToday', 'mine', 'mentions', 'raisedSince', 'unassigned', 'ownProposals'] as const),
];

/**
 * What Today says as lines of a mail, the most urgent first: numbers that are not 0, and where they lead. Pure.
 * @param unwell how much is unwell; `null`: they don't look after that
 */
export function digestLines(today: Shown, permissions: readonly Permission[], unwell: number | null): DigestLine[] {
  const names = permissions.includes('work-alerts') ? FOR_WORKERS : FOR_ALL;
  const lines = new Map<DigestLine['what'], Line>();
  for (const name of names) {
    if (name === 'closingsToApprove') continue;
    const { count, filter } = today.counts[name];
    lines.set(name, { count, path: alertsPath(filter) });
  }
  // Closings are among the approvals, each once.
  if (today.approvals !== null) lines.set('approvals', { count: today.approvals.total, path: '/today' });
  if (today.evidenceTasks !== null)
    lines.set('evidence', { count: today.evidenceTasks.mine, path: '/evidence?whose=me' });
  if (unwell !== null) lines.set('unwell', { count: unwell, path: '/status' });
  return DIGEST_WORDS.flatMap((what) => {
    const line = lines.get(what);
    return line === undefined || line.count === 0 ? [] : [{ what, ...line }];
  });
}

/** The queue, with just these alerts; a name given twice is a list. */
function alertsPath(filter: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(filter) as [string, unknown][])
    for (const one of [value].flat()) search.append(name, String(one));
  return `/alerts?${search.toString()}`;
}

/** How much is unwell, as the page of health shows it. Pure. @param now ms since 1970 */
export const unwellOf = (health: Static<typeof Health>, now: number): number =>
  troublesOf(health, now).length + health.topics.filter(isStopped).length;
