import { Controller } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { identityKey, incidentTitle, type Identity } from '#domain';
import type { Sql } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Where } from '../http/where.js';
import { Incident } from '../overview/overview.shapes.js';
import { list, one } from './incidents.operations.js';

interface IncidentRow {
  readonly incidentId: string;
  readonly kind: string;
  readonly key: string;
  readonly openedAt: Date;
}

const COLUMNS = 'i.incident_id AS "incidentId", i.kind, i.key, i.opened_at AS "openedAt"';

/** An incident without an alert is nothing to look at. */
const HAS_ALERTS =
  'EXISTS (SELECT FROM alert a WHERE a.incident_id = i.incident_id AND (ENTITIES IS NULL OR a.entity_id = ANY(ENTITIES)))';

@Controller()
export class IncidentsController {
  constructor(
    private readonly database: Database,
    private readonly foreign: ForeignFacts,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const where = new Where().ifGiven('i.kind = ANY(?)', query.kind);
      where.and(HAS_ALERTS.replaceAll('ENTITIES', '?::text[]'), caller.entities);
      const after = decodeCursor(query.cursor, ['time', 'text']);
      if (after !== null) {
        where.values.push(...after);
        where.always(
          `(i.opened_at, i.incident_id) < ($${where.values.length - 1}::timestamptz, $${where.values.length})`,
        );
      }
      const rows = await sql.query<IncidentRow & { sortKey: [string, string] }>(
        `SELECT ${COLUMNS}, json_build_array(i.opened_at, i.incident_id) AS "sortKey" FROM incident i ${where.sql}
          ORDER BY i.opened_at DESC, i.incident_id DESC LIMIT ${query.limit + 1}`,
        where.values,
      );
      const described = new Map(
        (await describe(sql, rows, caller, this.foreign)).map((incident) => [incident.incidentId, incident]),
      );
      const page = pageOfRows(
        rows,
        query.limit,
        (row) => row.sortKey,
        (row) => described.get(row.incidentId),
      );
      return { ...page, items: page.items.filter((incident) => incident !== undefined) };
    });
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof one>> {
    return this.database.read(async (sql) => {
      const rows = await sql.query<IncidentRow>(
        `SELECT ${COLUMNS} FROM incident i WHERE i.incident_id = $1 AND ${HAS_ALERTS.replaceAll('ENTITIES', '$2::text[]')}`,
        [params.incidentId, caller.entities],
      );
      const [incident] = await describe(sql, rows, caller, this.foreign);
      if (incident === undefined) throw new Problem('NOT_FOUND', `No incident has the id ${params.incidentId}.`);
      return incident;
    });
  }
}

/** Counts the alerts that still alert, and whom they are about. */
export async function describe(
  sql: Sql,
  rows: readonly IncidentRow[],
  caller: Caller,
  foreign: ForeignFacts,
): Promise<Static<typeof Incident>[]> {
  const counts = await sql.query<{
    id: string;
    verdict: string;
    country: string;
    clients: string[];
    alerts: number;
    open: number;
  }>(
    `SELECT incident_id AS id, verdict, coalesce(country, 'UNKNOWN') AS country, array_agg(DISTINCT survivor_id) AS clients,
            count(*) AS alerts, count(*) FILTER (WHERE status <> 'CLOSED') AS open
       FROM alert WHERE incident_id = ANY($1) AND active AND ($2::text[] IS NULL OR entity_id = ANY($2))
      GROUP BY 1, 2, 3`,
    [rows.map((row) => row.incidentId), caller.entities],
  );
  // What all clients share may have alerts judged again because of what another entity did: that they see, not by what.
  const causes = rows.map(({ key }) => identityIn(key)).filter((identity) => identity !== null);
  const others = await foreign.among(sql, causes, caller);
  return rows.map(({ incidentId, kind, key: given, openedAt }) => {
    const key = others.has(given) ? '' : given;
    const own = counts.filter((c) => c.id === incidentId);
    const sum = (of: (c: (typeof own)[number]) => number): number => own.reduce((n, c) => n + of(c), 0);
    const by = (of: (c: (typeof own)[number]) => string) => {
      const groups = new Map<string, number>();
      for (const c of own) groups.set(of(c), (groups.get(of(c)) ?? 0) + c.alerts);
      return [...groups].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count);
    };
    return {
      incidentId,
      kind,
      key,
      title: incidentTitle(kind, key).trim(),
      openedAt: openedAt.toISOString(),
      clients: new Set(own.flatMap((c) => c.clients)).size,
      alerts: sum((c) => c.alerts),
      open: sum((c) => c.open),
      byVerdict: by((c) => c.verdict),
      byCountry: by((c) => c.country),
    };
  });
}

/** The identity of the event that the key of most incidents is; `null` for any other key. */
function identityIn(key: string): Identity | null {
  try {
    const parsed: unknown = JSON.parse(key);
    const [source, id] = Array.isArray(parsed) ? (parsed as unknown[]) : [];
    const identity = typeof source === 'string' && typeof id === 'string' ? { source, id } : null;
    return identity !== null && identityKey(identity) === key ? identity : null;
  } catch {
    return null;
  }
}
