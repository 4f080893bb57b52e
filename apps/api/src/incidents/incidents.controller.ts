import { Controller } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { ForeignFacts } from '../access/foreign-facts.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { describeIncidents } from './describe-incidents.js';
import { incidentNamed, incidentRows } from './incidents.queries.js';
import { list, one } from './incidents.operations.js';

@Controller()
export class IncidentsController {
  constructor(
    private readonly database: Database,
    private readonly foreign: ForeignFacts,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const { kind, limit, cursor } = query;
      const after = decodeCursor(cursor, ['time', 'text']);
      const rows = await incidentRows(sql, { kind, entities: caller.entities, after }, limit + 1);
      const described = new Map(
        (await describeIncidents(sql, rows, caller, this.foreign)).map((incident) => [incident.incidentId, incident]),
      );
      const page = pageOfRows(
        rows,
        limit,
        (row) => row.sortKey,
        (row) => described.get(row.incidentId),
      );
      return { ...page, items: page.items.filter((incident) => incident !== undefined) };
    });
  }

  @Handles(one)
  one(@Input() { params }: InputOf<typeof one>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof one>> {
    return this.database.read(async (sql) => {
      const rows = await incidentNamed(sql, params.incidentId, caller.entities);
      const [incident] = await describeIncidents(sql, rows, caller, this.foreign);
      if (incident === undefined) throw new Problem('NOT_FOUND', `No incident has the id ${params.incidentId}.`);
      return incident;
    });
  }
}
