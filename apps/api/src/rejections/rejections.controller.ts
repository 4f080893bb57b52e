import { Controller } from '@nestjs/common';
import { Type, type Static } from '@sinclair/typebox';
import type { Sql } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name } from '../http/shape.js';
import { Where } from '../http/where.js';
import { Rejection, RejectionPage } from '../shapes/overview.js';
import { Redriver } from './redriver.js';

const list = operation({
  id: 'listRejections',
  method: 'GET',
  path: 'v1/rejections',
  permission: 'read-rejections',
  wholeBook: true,
  summary: 'Messages that could not be taken, the newest first',
  query: Type.Object({
    settled: Type.Optional(Type.Boolean({ description: 'Whether a re-drive has settled it.' })),
    reason: Type.Optional(Type.Array(Name, { maxItems: 20 })),
    limit: Type.Integer({ minimum: 1, maximum: 100, default: 25 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: RejectionPage,
});
const redrive = operation({
  id: 'redriveRejection',
  method: 'POST',
  path: 'v1/rejections/:rejectionId/redrive',
  permission: 'redrive',
  wholeBook: true,
  summary: 'Take it up again, and see what comes of it',
  params: Type.Object({ rejectionId: Name }),
  body: Type.Object({}),
  answer: Rejection,
});

const RAW_BYTES_MAX = 64 * 1024;
const SETTLED = `EXISTS (SELECT FROM rejection_outcome o WHERE o.rejection_id = r.rejection_id AND o.outcome IN ('ACCEPTED', 'DUPLICATE'))`;

@Controller()
export class RejectionsController {
  constructor(
    private readonly database: Database,
    private readonly redriver: Redriver,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const where = new Where().ifGiven('r.reason = ANY(?)', query.reason);
      if (query.settled !== undefined) where.always(query.settled ? SETTLED : `NOT ${SETTLED}`);
      const after = decodeCursor(query.cursor, ['count']);
      if (after !== null) where.and('r.position < ?', after[0]);
      const rows = await rejectionRows(sql, where, query.limit + 1);
      return pageOfRows(rows, query.limit, (row) => [row.position], itemOf);
    });
  }

  @Handles(redrive)
  async redrive(
    @Input() { params }: InputOf<typeof redrive>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof redrive>> {
    const { rejectionId } = params;
    const outcome = await this.redriver.redrive(rejectionId);
    if (outcome === null)
      throw new Problem('NOT_FOUND', `No rejection with the id ${rejectionId} waits to be taken up again.`);
    return this.database.write(async (tx) => {
      await recordAudit(tx, caller, 'rejection.redrive', rejectionId, null, outcome);
      const [row] = await rejectionRows(tx, new Where().and('r.rejection_id = ?', rejectionId), 1);
      if (row === undefined) throw new Error('A rejection is never deleted.');
      return itemOf(row);
    });
  }
}

interface RejectionItemRow {
  readonly rejectionId: string;
  readonly position: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly lastOffset: number | null;
  readonly codec: string | null;
  readonly key: Buffer | null;
  readonly reason: string;
  readonly message: string;
  readonly recordedAt: Date;
  readonly bytes: number;
  readonly value: Buffer | null;
  readonly settled: boolean;
  readonly attempts: { attempt: number; outcome: string; message: string | null; recordedAt: string }[];
}

const rejectionRows = (sql: Sql, where: Where, limit: number): Promise<RejectionItemRow[]> =>
  sql.query(
    `SELECT r.rejection_id AS "rejectionId", r.position, r.topic, r.partition, r.kafka_offset AS "offset", r.last_offset AS "lastOffset", r.codec, r.message_key AS "key",
            r.reason, r.message, r.recorded_at AS "recordedAt", coalesce(length(r.value), 0) AS bytes,
            substring(r.value FROM 1 FOR ${RAW_BYTES_MAX}) AS value, ${SETTLED} AS settled,
            coalesce((SELECT json_agg(json_build_object('attempt', o.attempt, 'outcome', o.outcome, 'message', o.message,
                        'recordedAt', to_char(o.recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY o.attempt)
                        FROM rejection_outcome o WHERE o.rejection_id = r.rejection_id), '[]') AS attempts
       FROM rejection r ${where.sql} ORDER BY r.position DESC LIMIT ${limit}`,
    where.values,
  );

function itemOf({
  position: _position,
  value,
  key,
  offset,
  lastOffset,
  recordedAt,
  ...row
}: RejectionItemRow): Static<typeof Rejection> {
  const text = value === null ? null : textOf(value);
  return {
    ...row,
    offset: String(offset),
    lastOffset: lastOffset === null ? null : String(lastOffset),
    key: key?.toString('utf8') ?? null,
    recordedAt: recordedAt.toISOString(),
    raw: text,
    rawBase64: value !== null && text === null ? value.toString('base64') : null,
  };
}

function textOf(bytes: Buffer): string | null {
  try {
    // A character may have been cut at the end.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === RAW_BYTES_MAX });
  } catch {
    return null;
  }
}
