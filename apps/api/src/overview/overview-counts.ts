import type { Static } from '@sinclair/typebox';
import type { PolicyPack } from '#domain';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import { countByTag } from '../clients/count-by-tag.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { describeIncidents } from '../incidents/describe-incidents.js';
import { alertsPerDay, countDrifting, gravestIncidents, judgedUpTo, openBy, openTotals } from './overview.queries.js';
import type { Health, Overview } from './overview.shapes.js';

const CAUSES_MAX = 8;
const DAYS = 365;

type Shown = Static<typeof Overview>;
type Operating = Pick<Shown, 'lag' | 'rejectionsWaiting' | 'fanOutsUnfinished'>;

/** How the parts stand, for the first page. */
export const operatingOf = ({ partitions, rejectionsWaiting, fanOuts }: Static<typeof Health>): Operating => ({
  lag: partitions.reduce((sum, { lag }) => sum + (lag ?? 0), 0),
  rejectionsWaiting,
  fanOutsUnfinished: fanOuts.length,
});

/** What the first page counts, in a handful of questions over all alerts. */
export async function countsOf(
  sql: Sql,
  caller: Caller,
  pack: PolicyPack,
  foreign: ForeignFacts,
): Promise<Omit<Shown, keyof Operating>> {
  const { entities } = caller;
  const totals = await openTotals(sql, entities, pack);
  const causes = await gravestIncidents(sql, entities, CAUSES_MAX);
  const counted = await countByTag(sql, entities);
  return {
    at: new Date().toISOString(),
    judgedUpTo: (await judgedUpTo(sql))?.toISOString() ?? null,
    open: {
      total: totals?.total ?? 0,
      bySeverity: await openBy(sql, 'severity', entities),
      byVerdict: await openBy(sql, 'verdict', entities),
      overdue: totals?.overdue ?? 0,
      unassigned: totals?.unassigned ?? 0,
    },
    article61_2: {
      open: {
        total: totals?.article ?? 0,
        marketed: totals?.marketed ?? 0,
        enabled: totals?.enabled ?? 0,
        otherRegime: totals?.otherRegime ?? 0,
      },
      perDay: await alertsPerDay(sql, entities, DAYS),
    },
    clients: {
      total: counted.clients,
      reverseSolicited: counted.reverseSolicited,
      inDrift: await countDrifting(sql, entities),
    },
    initiative: counted.initiative,
    gaps: counted.gaps,
    causes: await describeIncidents(sql, causes, caller, foreign),
  };
}
