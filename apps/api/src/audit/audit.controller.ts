import { Controller, Res } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import type { Response } from 'express';
import { auditNames, auditTrail, recordAudit, type AuditFilter, type AuditLine } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { writeSteadily } from '../http/write-steadily.js';
import { OpenStreams } from '../stream/open-streams.js';
import { auditCsv } from './audit-csv.js';
import { csv, list, names } from './audit.operations.js';
import type { AuditEntry } from './audit.shapes.js';

const NEWEST = Number.MAX_SAFE_INTEGER;
const EXPORTED_AT_ONCE = 1_000;
const NAMES_MAX = 1_000;

@Controller()
export class AuditController {
  constructor(
    private readonly database: Database,
    private readonly open: OpenStreams,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    const { cursor, limit, ...filter } = query;
    return this.database.read(async (sql) => {
      const [before = NEWEST] = decodeCursor(cursor, ['count']) ?? [];
      const rows = await auditTrail(sql, filter, before, limit + 1);
      return pageOfRows(rows, limit, (row) => [row.position], entryOf);
    });
  }

  @Handles(names)
  async names(): Promise<AnswerOf<typeof names>> {
    return this.database.read((sql) => auditNames(sql, NAMES_MAX));
  }

  @Handles(csv)
  async csv(
    @Input() { query }: InputOf<typeof csv>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    response.once('close', this.open.enter(caller.answersTo));
    await this.database.write((tx) => recordAudit(tx, caller, 'audit.export', 'audit.csv', null, query));
    response.attachment('audit.csv').type('text/csv; charset=utf-8');
    await writeSteadily(response, auditCsv(this.all(query)));
  }

  /** Everything that the filter leaves; what is added meanwhile stands above, and isn't among it. */
  private async *all(filter: AuditFilter): AsyncGenerator<AuditLine[]> {
    for (let before = NEWEST; ;) {
      const from = before;
      const lines = await this.database.read((sql) => auditTrail(sql, filter, from, EXPORTED_AT_ONCE));
      yield lines;
      before = lines.at(-1)?.position ?? 0;
      if (lines.length < EXPORTED_AT_ONCE) return;
    }
  }
}

const entryOf = ({ position, recordedAt, address, before, after, ...row }: AuditLine): Static<typeof AuditEntry> => ({
  position,
  at: recordedAt.toISOString(),
  personId: row.personId,
  from: address,
  operation: row.operation,
  target: row.target,
  before: before === null ? null : (JSON.parse(before) as unknown),
  after: after === null ? null : (JSON.parse(after) as unknown),
});
