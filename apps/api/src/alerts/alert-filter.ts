import { Type, type Static, type TObject } from '@sinclair/typebox';
import { SEVERITIES, VERDICTS, ALERT_STATUSES, type PolicyPack } from '#domain';
import type { Caller } from '../access/caller.js';
import { At, Name, wordOf } from '../http/shape.js';
import { Where } from '../http/where.js';

const many = <T extends ReturnType<typeof wordOf> | typeof Name>(item: T) =>
  Type.Optional(Type.Array(item, { maxItems: 50 }));

const KINDS = ['MARKETED', 'ENABLED', 'USED', 'ROLLED_OUT', 'REQUESTED'] as const;
export const SORTS = ['-raisedAt', 'raisedAt', '-severity', 'dueAt'] as const;

/** What a list of alerts can be narrowed down by. Several values of one: any of them. */
export const AlertFilter = {
  severity: many(wordOf(SEVERITIES)),
  verdict: many(wordOf(VERDICTS)),
  status: many(wordOf(ALERT_STATUSES)),
  kind: many(wordOf(KINDS)),
  entityId: many(Name),
  service: many(Name),
  assetClass: many(Name),
  country: many(Name),
  assignee: many(Name),
  mentions: Type.Optional({
    ...Name,
    description: 'The id of a person whom a comment or another text on the alert mentions.',
  }),
  incidentId: many(Name),
  clientId: many(Name),
  article61_2: Type.Optional(Type.Boolean()),
  active: Type.Optional(Type.Boolean({ default: true, description: 'false: alerts that were superseded.' })),
  overdue: Type.Optional(Type.Boolean()),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Words or beginnings of words. All of them must be found in the id of the alert, the id of the client or the explanation.',
    }),
  ),
  raisedFrom: Type.Optional(At),
  raisedTo: Type.Optional(At),
};

export type AlertFilter = Static<TObject<typeof AlertFilter>>;

/** Facets that lists are counted by, with the column each stands for. */
export const FACET_COLUMNS = {
  severity: 'severity',
  verdict: 'verdict',
  status: 'status',
  entityId: 'entity_id',
  service: 'service',
  assetClass: `coalesce(asset_class, 'UNSPECIFIED')`,
  country: `coalesce(country, 'UNKNOWN')`,
  kind: `CASE kind WHEN 'CONTACT' THEN 'MARKETED' WHEN 'ENABLEMENT' THEN 'ENABLED' WHEN 'USE' THEN 'USED' WHEN 'ROLL_OUT' THEN 'ROLLED_OUT' ELSE 'REQUESTED' END`,
  assignee: `coalesce(assignee, 'NOBODY')`,
} as const;
export type Facet = keyof typeof FACET_COLUMNS;
export const FACETS = Object.keys(FACET_COLUMNS) as Facet[];

/** When an alert should be closed, as SQL: so many hours after it was raised, by severity. */
export const dueAtOf = ({ serviceHours }: Pick<PolicyPack, 'serviceHours'>): string =>
  `raised_at + make_interval(secs => CASE severity ${SEVERITIES.map((s) => `WHEN '${s}' THEN ${serviceHours[s] * 3600}`).join(' ')} END)`;

/** @param without facets whose filters are left out */
export function whereAlerts(filter: AlertFilter, caller: Caller, dueAt: string, without: readonly Facet[] = []): Where {
  const where = new Where();
  where.ifGiven('active = ?', filter.active);
  for (const facet of FACETS) {
    const values = filter[facet];
    if (without.includes(facet) || values === undefined || values.length === 0) continue;
    whereAnyOf(where, FACET_COLUMNS[facet], values);
    // Said once more as the index has it.
    if (facet === 'assignee' && !(values as readonly string[]).includes('NOBODY'))
      whereAnyOf(where, 'assignee', values);
  }
  if (caller.entities !== null) whereAnyOf(where, 'entity_id', caller.entities);
  where.ifGiven('alert_id IN (SELECT alert_id FROM mention WHERE person_id = ?)', filter.mentions);
  if (filter.incidentId !== undefined) whereAnyOf(where, 'incident_id', filter.incidentId);
  // One id of a merged client stands for all of it.
  where.ifGiven('(client_id = ANY(?) OR survivor_id = ANY(?))', filter.clientId);
  where.ifGiven('article61_2 = ?', filter.article61_2);
  if (filter.overdue === true) where.always(`status <> 'CLOSED' AND ${dueAt} < clock_timestamp()`);
  if (filter.overdue === false) where.always(`(status = 'CLOSED' OR ${dueAt} >= clock_timestamp())`);
  if (filter.q !== undefined) whereWords(where, filter.q);
  where.ifGiven('raised_at >= ?::timestamptz', filter.raisedFrom);
  where.ifGiven('raised_at < ?::timestamptz', filter.raisedTo);
  return where;
}

/** Of one value an index gives its rows in their order, of several it does not. */
function whereAnyOf(where: Where, column: string, values: readonly string[]): void {
  const [only] = values;
  if (values.length === 1) where.and(`${column} = ?`, only);
  else where.and(`${column} = ANY(?)`, values);
}

/** Every sign and space of ASCII that is neither a letter nor a digit, as the index `alert_by_words` has them. */
const SIGNS = /[\t\n\r -/:-@[-`{-~]+/;

function whereWords(where: Where, text: string): void {
  const words = asciiLower(text).split(SIGNS);
  const beginnings = words.filter((word) => word !== '').map((word) => `'${word}':*`);
  // Signs alone stand in no word.
  if (beginnings.length === 0) where.always('false');
  else {
    where.and(
      "search_words(client_id || ' ' || survivor_id || ' ' || alert_id || ' ' || explanation) @@ ?::tsquery",
      beginnings.join(' & '),
    );
  }
}

const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
