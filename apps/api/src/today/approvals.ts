import type { Static } from '@sinclair/typebox';
import type { PolicyPack } from '#domain';
import { silencesWaiting, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { ownIdsAmong } from '../alerts/alerts.queries.js';
import { describeIncidents } from '../incidents/describe-incidents.js';
import { incidentsNamed } from '../incidents/incidents.queries.js';
import { shownTo } from '../silences/silences-shown.js';
import { itemOf } from '../silences/silence-state.js';
import type { AlertFilter } from '../alerts/alert-filter.js';
import { proposedClosings, wholeBookProposals, type WaitingProposal } from './today.queries.js';
import { DECIDED, type Approval, type Today } from './today.shapes.js';

type Item = Static<typeof Approval>;

const SHOWN_MAX = 20;

const WHAT: Readonly<Record<WaitingProposal['kind'], (target: string) => string>> = {
  POLICY: (version) => `Put the rule pack ${version} into force`,
  SET_ASIDE: (rejectionId) => `Set the rejection ${rejectionId} aside`,
  REBUILD: () => 'Put a rebuild into use',
  TOPIC: (topic) => `Read the topic ${topic} on`,
};

/**
 * What others have proposed and the caller may decide, each once.
 * @param closings how many closings there are of them, by the same filter
 */
export async function approvalsOf(
  sql: Sql,
  caller: Caller,
  {
    pack,
    foreign,
    filter,
    closings,
  }: { pack: PolicyPack; foreign: ForeignFacts; filter: AlertFilter; closings: number },
): Promise<Static<typeof Today>['approvals']> {
  if (!caller.permissions.includes('approve')) return null;
  const groups = await proposedClosings(sql, filter, caller, pack, SHOWN_MAX);
  const ids = [...new Set(groups.flatMap(({ incidentId }) => incidentId ?? []))];
  const incidents = await describeIncidents(sql, await incidentsNamed(sql, ids, caller.entities), caller, foreign);
  const titles = new Map(incidents.map(({ incidentId, title }) => [incidentId, title]));
  const others = [
    ...(await waitingSilences(sql, caller)),
    // What is about the whole book is for nobody who is limited to a part of it.
    ...(caller.entities === null ? (await wholeBookProposals(sql, caller)).map(bookItem) : []),
  ];
  const counts = new Map<Item['kind'], number>([['CLOSING', closings]]);
  for (const { kind } of others) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const items = [
    ...groups.map(({ incidentId, alerts, alertId, by, reason, text, at }): Item => {
      const title = incidentId === null ? undefined : titles.get(incidentId);
      const what = `Close ${alerts === 1 ? '1 alert' : `${alerts} alerts`}${title === undefined ? '' : ` of ${title}`} as ${reason}`;
      const target = alerts === 1 ? alertId : null;
      return { kind: 'CLOSING', target, what, by, why: text, at, alerts, incidentId };
    }),
    ...others,
  ].sort((a, b) => a.at.localeCompare(b.at));
  return {
    total: [...counts.values()].reduce((sum, count) => sum + count, 0),
    byKind: DECIDED.flatMap((kind) => ((counts.get(kind) ?? 0) === 0 ? [] : [{ kind, count: counts.get(kind) ?? 0 }])),
    items: items.slice(0, SHOWN_MAX),
  };
}

const bookItem = ({ kind, target, by, why, at }: WaitingProposal): Item => ({
  ...{ kind, target, by, why, at: at.toISOString() },
  ...{ what: WHAT[kind](target), alerts: 0, incidentId: null },
});

async function waitingSilences(sql: Sql, caller: Caller): Promise<Item[]> {
  const now = new Date();
  const rows = await silencesWaiting(sql);
  const own = await ownIdsAmong(
    sql,
    rows.map(({ createdBy }) => createdBy),
    caller,
  );
  const shown = await shownTo(
    sql,
    caller,
    rows.filter(({ createdBy }) => !own.includes(createdBy)).map((row) => itemOf(row, now)),
  );
  return shown.map(({ silenceId, createdBy, createdAt, reason, until }) => ({
    ...{ kind: 'SILENCE' as const, target: silenceId, what: `Keep alerts silent until ${until.slice(0, 10)}` },
    ...{ by: createdBy, why: reason, at: createdAt, alerts: 0, incidentId: null },
  }));
}
