import type { Static } from '@sinclair/typebox';
import type { EvidenceGap, PolicyPack } from '#domain';
import { visitBefore, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import type { AlertFilter } from '../alerts/alert-filter.js';
import { gapCounts, tasksOf } from '../evidence/evidence-tasks.queries.js';
import { describeIncidents } from '../incidents/describe-incidents.js';
import { gravestIncidents } from '../overview/overview.queries.js';
import { approvalsOf } from './approvals.js';
import { ARTICLE_61_2, todayFilters, type TodayCount } from './today-filters.js';
import { countEach, isEmpty, newestMentions } from './today.queries.js';
import type { Today } from './today.shapes.js';

type Shown = Static<typeof Today>;

const CAUSES_MAX = 5;
const MENTIONS_MAX = 5;

interface Asked {
  readonly pack: PolicyPack;
  readonly foreign: ForeignFacts;
  readonly dayEnds: string;
  /** What came later is new; by default what came since they were here last. */
  readonly since?: Date | undefined;
}

/** What waits for somebody today. Each number goes with the filter by which it was counted. */
export async function todayOf(
  sql: Sql,
  caller: Caller,
  { pack, foreign, dayEnds, since: given }: Asked,
): Promise<Shown> {
  const since = (given ?? (await visitBefore(sql, caller.answersTo)))?.toISOString();
  const filters = todayFilters(caller, { dayEnds, since });
  const counts = await countEach(sql, { ...filters, ...ARTICLE_61_2 }, caller, pack);
  const closings = { filter: filters.closingsToApprove, closings: counts['closingsToApprove'] ?? 0 };
  const causes = await gravestIncidents(sql, caller.entities, CAUSES_MAX);
  return {
    at: new Date().toISOString(),
    dayEnds,
    since: since ?? null,
    empty: await isEmpty(sql),
    counts: listed(filters, counts) as Shown['counts'] satisfies Record<TodayCount, unknown>,
    approvals: await approvalsOf(sql, caller, { pack, foreign, ...closings }),
    article61_2: listed(ARTICLE_61_2, counts) as Shown['article61_2'],
    evidenceTasks: await evidenceTasksOf(sql, caller),
    mentions: (await newestMentions(sql, caller, MENTIONS_MAX)).map(({ at, ...row }) => ({
      ...row,
      at: at.toISOString(),
    })),
    causes: await describeIncidents(sql, causes, caller, foreign),
  };
}

async function evidenceTasksOf(
  sql: Sql,
  { permissions, answersTo, entities }: Caller,
): Promise<Shown['evidenceTasks']> {
  if (!permissions.includes('record-evidence')) return null;
  const counts = await gapCounts(sql, entities);
  const byGap = counts.map(({ gap, n }) => ({ gap: gap as EvidenceGap, count: n }));
  return {
    open: byGap.reduce((sum, { count }) => sum + count, 0),
    mine: await tasksOf(sql, answersTo, entities),
    byGap,
  };
}

/** Each with what its list is asked for; that alerts still alert goes without saying there. */
const listed = (filters: Readonly<Record<string, AlertFilter>>, counts: Readonly<Record<string, number>>): object =>
  Object.fromEntries(
    Object.entries(filters).map(([name, { active: _, ...filter }]) => [name, { count: counts[name] ?? 0, filter }]),
  );
