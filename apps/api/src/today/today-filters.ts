import { VERDICTS, VERDICT_REGISTER } from '#domain';
import type { Caller } from '../access/caller.js';
import type { AlertFilter } from '../alerts/alert-filter.js';

const OPEN = { active: true, status: ['OPEN', 'ACKNOWLEDGED', 'ESCALATED'] } satisfies AlertFilter;

/** What Article 61(2) itself is about, as opposed to what another regime governs and nobody asked for. */
const OWN_REGIME = VERDICTS.filter((verdict) => VERDICT_REGISTER[verdict].beyondScope);

/** Article 61(2): all of it that is open, and its parts, of which each alert is in one. */
export const ARTICLE_61_2 = {
  total: { ...OPEN, article61_2: true },
  marketed: { ...OPEN, article61_2: true, kind: ['MARKETED'], verdict: OWN_REGIME },
  enabled: { ...OPEN, article61_2: true, kind: ['ENABLED', 'ROLLED_OUT', 'USED', 'REQUESTED'], verdict: OWN_REGIME },
  otherRegime: { ...OPEN, article61_2: true, verdict: ['OTHER_REGIME'] },
} satisfies Readonly<Record<string, AlertFilter>>;

/** The numbers of the day. */
export const TODAY_COUNTS = [
  'toDo',
  'overdue',
  'dueToday',
  'mine',
  'unassigned',
  'closingsToApprove',
  'ownProposals',
  'mentions',
  'raisedSince',
] as const;
export type TodayCount = (typeof TODAY_COUNTS)[number];

interface Asked {
  /** When the reader's day ends. */
  readonly dayEnds: string;
  /** When they were here last; `undefined`: never. */
  readonly since: string | undefined;
}

/** What each number counts, as the list behind it is narrowed down. Pure. */
export function todayFilters({ answersTo }: Caller, { dayEnds, since }: Asked): Record<TodayCount, AlertFilter> {
  return {
    toDo: OPEN,
    overdue: { ...OPEN, overdue: true },
    dueToday: { ...OPEN, overdue: false, dueBefore: dayEnds },
    mine: { ...OPEN, assignee: [answersTo] },
    unassigned: { ...OPEN, assignee: ['NOBODY'] },
    closingsToApprove: { ...OPEN, proposal: ['BY_OTHERS'] },
    ownProposals: { ...OPEN, proposal: ['BY_ME'] },
    mentions: { active: true, mentions: answersTo, ...(since === undefined ? {} : { mentionedFrom: since }) },
    raisedSince: { ...OPEN, ...(since === undefined ? {} : { raisedFrom: since }) },
  };
}
