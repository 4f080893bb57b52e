import { SEVERITIES, type PolicyPack } from '#domain';
import { Where } from '#store';
import type { Caller } from '../access/caller.js';
import { FILTER_FIELDS, type AlertFilter, type FilterField } from './alert-filter.js';

/** The column that each field stands for. */
export const FILTER_COLUMNS: Readonly<Record<FilterField, string>> = {
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
    if (without.includes(field) || values === undefined || values.length === 0) continue;
    whereAnyOf(where, FILTER_COLUMNS[field], values);
    // Said once more as the index has it.
    if (field === 'assignee' && !(values as readonly string[]).includes('NOBODY'))
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
