import { SEVERITIES, type PolicyPack, type Severity } from '#domain';
import type { Where } from '#store';
import { decodeCursor } from '../http/cursor.js';
import type { SORTS } from './alert-filter.js';
import { dueAtOf, queueColumns } from './alert-filter.queries.js';

export interface Paging {
  readonly sort: (typeof SORTS)[number];
  readonly limit: number;
  readonly cursor: string | undefined;
}

interface PageQuestion extends Paging {
  /** The filters; what the cursor says is added. */
  readonly where: Where;
  readonly pack: Pick<PolicyPack, 'serviceHours'>;
}

/** As in the index `listed_alert_by_gravity`. */
const GRAVITY = `(CASE severity WHEN 'critical' THEN 3 WHEN 'high' THEN 2 WHEN 'medium' THEN 1 ELSE 0 END)`;
const GRAVITIES: Readonly<Record<Severity, number>> = { low: 0, medium: 1, high: 2, critical: 3 };

/** How a list is sorted: the columns, all in one direction, the last of them unique. */
const ORDERS = {
  '-raisedAt': {
    keys: ['raised_at', 'alert_id'],
    casts: ['timestamptz', 'text'],
    cursor: ['time', 'text'],
    direction: 'DESC',
    after: '<',
  },
  raisedAt: {
    keys: ['raised_at', 'alert_id'],
    casts: ['timestamptz', 'text'],
    cursor: ['time', 'text'],
    direction: 'ASC',
    after: '>',
  },
  '-severity': {
    keys: [GRAVITY, 'raised_at', 'alert_id'],
    casts: ['int', 'timestamptz', 'text'],
    cursor: ['count', 'time', 'text'],
    direction: 'DESC',
    after: '<',
  },
} as const;

/** SQL of one page and one row more, with `sortKey` beside each row; its values are those of `where`. */
export function pageSql(question: PageQuestion): string {
  const { sort, limit, cursor, where, pack } = question;
  if (sort === 'dueAt') return dueFirst(question);
  if (sort === 'urgency') return urgentFirst(question);
  const { keys, casts, cursor: kinds, direction, after } = ORDERS[sort];
  const place = decodeCursor(cursor, kinds);
  if (place !== null) {
    const values = casts.map((cast, i) => `${where.value(place[i])}::${cast}`);
    where.always(`(${keys.join(', ')}) ${after} (${values.join(', ')})`);
  }
  const order = keys.map((key) => `${key} ${direction}`).join(', ');
  const page = `SELECT ${KEY}, json_build_array(${keys.join(', ')}) AS "sortKey", row_number() OVER (ORDER BY ${order}) AS place
                  FROM listed_alert ${where.sql} ORDER BY ${order} LIMIT ${limit + 1}`;
  return shown(page, pack);
}

const KEY = 'client_id, alert_id';

/** The alerts themselves, in the order in which they are listed. @param page SQL of `KEY`, "sortKey" and place */
const shown = (page: string, pack: PageQuestion['pack']): string =>
  `SELECT ${queueColumns(dueAtOf(pack))}, "sortKey" FROM (${page}) AS page JOIN alert USING (${KEY}) ORDER BY place`;

/**
 * What is due first, of each severity by the index and then of all. The due time hangs on the pack, so it can't be
 * indexed itself; within one severity its order is that of raising.
 */
function dueFirst({ limit, cursor, where, pack }: PageQuestion): string {
  const dueAt = dueAtOf(pack);
  const place = decodeCursor(cursor, ['time', 'text']);
  const [after, alertId] = place === null ? [null, null] : [where.value(place[0]), where.value(place[1])];
  const ofEach = SEVERITIES.map((severity) => {
    const conditions = [`${GRAVITY} = ${GRAVITIES[severity]}`];
    if (after !== null) {
      const raised = `${after}::timestamptz - interval '${pack.serviceHours[severity] * 3600} seconds'`;
      conditions.push(`(raised_at, alert_id) > (${raised}, ${alertId}::text)`);
    }
    return `(SELECT ${KEY}, ${dueAt} AS due_at FROM listed_alert
              ${where.sqlWith(conditions)} ORDER BY raised_at, alert_id LIMIT ${limit + 1})`;
  });
  const order = 'due_at, alert_id';
  const page = `SELECT ${KEY}, json_build_array(${order}) AS "sortKey", row_number() OVER (ORDER BY ${order}) AS place
                  FROM (${ofEach.join(' UNION ALL ')}) AS due ORDER BY ${order} LIMIT ${limit + 1}`;
  return shown(page, pack);
}

/** The gravest first, and of these what is due first, which within one severity is what was raised first. By the index. */
function urgentFirst({ limit, cursor, where, pack }: PageQuestion): string {
  const place = decodeCursor(cursor, ['count', 'time', 'text']);
  const after = place === null ? null : [where.value(place[1]), where.value(place[2])];
  const ofEach = SEVERITIES.filter((severity) => place === null || GRAVITIES[severity] <= place[0]).map((severity) => {
    const gravity = GRAVITIES[severity];
    const conditions = [`${GRAVITY} = ${gravity}`];
    if (after !== null && gravity === place?.[0])
      conditions.push(`(raised_at, alert_id) > (${after[0]}::timestamptz, ${after[1]}::text)`);
    return `(SELECT ${KEY}, ${gravity} AS gravity, raised_at
               FROM listed_alert ${where.sqlWith(conditions)} ORDER BY raised_at, alert_id LIMIT ${limit + 1})`;
  });
  // A cursor that was made up may name a gravity that there is none of, and then nothing else says what these are.
  const unused = after === null ? '' : `WHERE ${after[0]}::text IS NOT NULL AND ${after[1]}::text IS NOT NULL`;
  const order = 'gravity DESC, raised_at, alert_id';
  const page = `SELECT ${KEY}, json_build_array(gravity, raised_at, alert_id) AS "sortKey", row_number() OVER (ORDER BY ${order}) AS place
                  FROM (${ofEach.join(' UNION ALL ')}) AS urgent ${unused} ORDER BY ${order} LIMIT ${limit + 1}`;
  return shown(page, pack);
}
