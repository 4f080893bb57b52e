import { SEVERITIES, type PolicyPack } from '#domain';
import { Where } from '#store';
import type { Caller } from '../access/caller.js';
import { FILTER_FIELDS, type AlertFilter, type FilterField, type PROPOSALS } from './alert-filter.js';

/** A field that is one for everybody; whose a proposal is depends on who asks. */
export type ColumnField = Exclude<FilterField, 'proposal'>;

/** The column that each field stands for. */
export const FILTER_COLUMNS: Readonly<Record<ColumnField, string>> = {
  severity: 'severity',
  verdict: 'verdict',
  status: 'status',
  entityId: 'entity_id',
  service: 'service',
  assetClass: `coalesce(asset_class, 'UNSPECIFIED')`,
  country: `coalesce(country, 'UNKNOWN')`,
  kind: `CASE kind WHEN 'CONTACT' THEN 'MARKETED' WHEN 'ENABLEMENT' THEN 'ENABLED' WHEN 'USE' THEN 'USED' WHEN 'ROLL_OUT' THEN 'ROLLED_OUT' ELSE 'REQUESTED' END`,
  assignee: `coalesce(assignee, 'NOBODY')`,
};

/** Who has proposed to close an alert. */
export const PROPOSER = `(proposed::json ->> 'by')`;

/** All ids under which somebody proposes: their own entries, and the keys that they made. @param me SQL of one of them */
export const idsOf = (me: string): string => `(
  WITH own AS MATERIALIZED (
    SELECT p.person_id FROM person p, person me WHERE me.person_id = person_behind(${me})
       AND ARRAY[lower(p.person_id), lower(p.email)] && ARRAY[lower(me.person_id), lower(me.email)])
  SELECT person_id FROM own UNION ALL SELECT 'key:' || key_id FROM api_key WHERE created_by IN (SELECT person_id FROM own))`;

/** When an alert should be closed, as SQL: so many hours after it was raised, by severity. */
export const dueAtOf = ({ serviceHours }: Pick<PolicyPack, 'serviceHours'>): string =>
  `raised_at + make_interval(secs => CASE severity ${SEVERITIES.map((s) => `WHEN '${s}' THEN ${serviceHours[s] * 3600}`).join(' ')} END)`;

/** @param dueAt SQL of the moment by which an alert should be closed */
export const queueColumns = (dueAt: string): string => `client_id AS "clientId", alert_id AS "alertId",
  survivor_id AS "survivorId", entity_id AS "entityId", verdict, severity, active, status, incident_id AS "incidentId",
  effective_at AS "effectiveAt", raised_at AS "raisedAt", changed_at AS "changedAt", closed_at AS "closedAt",
  ${dueAt} AS "dueAt", explanation, country, assignee, work, proposed, view`;

/** @param without fields whose filters are left out */
export function whereAlerts(
  filter: AlertFilter,
  caller: Caller,
  dueAt: string,
  without: readonly FilterField[] = [],
): Where {
  const where = new Where();
  where.ifGiven('active = ?', filter.active);
  for (const field of FILTER_FIELDS) {
    const values = filter[field];
    if (field === 'proposal' || without.includes(field) || values === undefined || values.length === 0) continue;
    whereAnyOf(where, FILTER_COLUMNS[field], values);
    // Said once more as the index has it.
    if (field === 'assignee' && !(values as readonly string[]).includes('NOBODY'))
      whereAnyOf(where, 'assignee', values);
  }
  if (!without.includes('proposal')) whereProposed(where, filter.proposal ?? [], caller);
  if (caller.entities !== null) whereAnyOf(where, 'entity_id', caller.entities);
  whereMentioned(where, filter);
  if (filter.incidentId !== undefined) whereAnyOf(where, 'incident_id', filter.incidentId);
  // One id of a merged client stands for all of it.
  where.ifGiven('(client_id = ANY(?) OR survivor_id = ANY(?))', filter.clientId);
  where.ifGiven('article61_2 = ?', filter.article61_2);
  if (filter.overdue === true) where.always(`status <> 'CLOSED' AND ${dueAt} < clock_timestamp()`);
  if (filter.overdue === false) where.always(`(status = 'CLOSED' OR ${dueAt} >= clock_timestamp())`);
  where.ifGiven(`(status <> 'CLOSED' AND ${dueAt} < ?::timestamptz)`, filter.dueBefore);
  if (filter.q !== undefined) whereWords(where, filter.q);
  where.ifGiven('raised_at >= ?::timestamptz', filter.raisedFrom);
  where.ifGiven('raised_at < ?::timestamptz', filter.raisedTo);
  return where;
}

function whereMentioned(where: Where, { mentions, mentionedFrom }: AlertFilter): void {
  if (mentions === undefined) return;
  const since = mentionedFrom === undefined ? '' : `AND f.recorded_at >= ${where.value(mentionedFrom)}::timestamptz`;
  const of = `SELECT m.alert_id FROM mention m ${since === '' ? '' : 'JOIN alert_fact f USING (position)'}`;
  where.and(`alert_id IN (${of} WHERE m.person_id = ? ${since})`, mentions);
}

/** Few alerts have one, and those are found by an index of their own. */
function whereProposed(where: Where, wanted: readonly (typeof PROPOSALS)[number][], { personId }: Caller): void {
  const [others, mine, none] = (['BY_OTHERS', 'BY_ME', 'NONE'] as const).map((each) => wanted.includes(each));
  if (others === mine && mine === none) return;
  if (others === mine) where.always(none ? 'proposed IS NULL' : 'proposed IS NOT NULL');
  else {
    const own = `${PROPOSER} ${others ? 'NOT IN' : 'IN'} ${idsOf(where.value(personId))}`;
    where.always(none ? `(proposed IS NULL OR ${own})` : `proposed IS NOT NULL AND ${own}`);
  }
}

/** Of one value an index gives its rows in their order, of several it does not. */
function whereAnyOf(where: Where, column: string, values: readonly string[]): void {
  const [only] = values;
  if (values.length === 1) where.and(`${column} = ?`, only);
  else where.and(`${column} = ANY(?)`, values);
}

/** Every sign and space of ASCII that is neither a letter nor a digit, as the function `alert_words` has them. */
const SIGNS = /[\t\n\r -/:-@[-`{-~]+/;

function whereWords(where: Where, text: string): void {
  const words = asciiLower(text).split(SIGNS);
  const beginnings = words.filter((word) => word !== '').map((word) => `'${word}':*`);
  // Signs alone stand in no word.
  if (beginnings.length === 0) where.always('false');
  else where.and('words @@ ?::tsquery', beginnings.join(' & '));
}

const asciiLower = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
