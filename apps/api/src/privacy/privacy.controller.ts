import { Controller, Res } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Response } from 'express';
import { askForErasure, heldData, heldDataPage, type HeldData } from '#erasure';
import { SharedFactsNow } from '#judging/now';
import {
  databaseTime,
  decideErasure,
  erasureOf,
  erasures,
  holdsOn,
  legalHolds,
  liftHold as lift,
  placeHold as place,
  recordAudit,
  type Erasure,
  type LegalHold,
  type Sql,
  type Tx,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { requireSecondPerson } from '../access/second-person.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { erasureItem, heldBack, holdItem } from './privacy-items.js';
import {
  approveErasure,
  held,
  heldPage,
  liftHold,
  listErasures,
  listHolds,
  placeHold,
  rejectErasure,
  requestErasure,
} from './privacy.operations.js';

/** Who is erased, what must be kept all the same, and what is held of somebody. */
@Controller()
export class PrivacyController {
  private readonly sharedFacts = new SharedFactsNow();

  constructor(private readonly database: Database) {}

  @Handles(listErasures)
  erasures(@Input() { query }: InputOf<typeof listErasures>): Promise<AnswerOf<typeof listErasures>> {
    return this.database.read(async (sql) => {
      const of = query.clientId === undefined ? null : await this.idsOf(sql, query.clientId);
      return { items: (await erasures(sql, of, query.limit)).map(erasureItem) };
    });
  }

  @Handles(requestErasure)
  request(
    @Input() { body }: InputOf<typeof requestErasure>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof requestErasure>> {
    const { clientId, reason } = body;
    return this.database.write(async (tx) => {
      const asked = await askForErasure(tx, { clientId, ground: 'ON_REQUEST', reason, by: caller.personId });
      if (asked.kind === 'HELD') throw heldBack(asked.holds);
      if (asked.kind === 'UNKNOWN') throw new Problem('NOT_FOUND', `Nothing is on file of a client ${clientId}.`);
      const item = erasureItem(asked.erasure);
      if (asked.kind === 'ASKED') await recordAudit(tx, caller, 'erasure.request', item.erasureId, null, item);
      return item;
    });
  }

  @Handles(approveErasure)
  approve(
    @Input() { params }: InputOf<typeof approveErasure>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof approveErasure>> {
    return this.database.write(async (tx) => {
      const before = await waiting(tx, params.erasureId);
      await requireSecondPerson(tx, before.requestedBy, caller, { by: requestErasure });
      const holds = await holdsOn(tx, await this.idsOf(tx, before.clientId));
      if (holds.length > 0) throw heldBack(holds);
      return decided(tx, before, 'APPROVED', caller, null);
    });
  }

  @Handles(rejectErasure)
  reject(
    @Input() { params, body }: InputOf<typeof rejectErasure>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof rejectErasure>> {
    return this.database.write(async (tx) =>
      decided(tx, await waiting(tx, params.erasureId), 'REJECTED', caller, body.reason),
    );
  }

  @Handles(listHolds)
  holds(@Input() { query }: InputOf<typeof listHolds>): Promise<AnswerOf<typeof listHolds>> {
    return this.database.read(async (sql) => {
      const of = query.clientId === undefined ? null : await this.idsOf(sql, query.clientId);
      return { items: (await legalHolds(sql, of, query.limit)).map(holdItem) };
    });
  }

  @Handles(placeHold)
  place(@Input() { body }: InputOf<typeof placeHold>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof placeHold>> {
    const holdId = `hold-${randomBytes(8).toString('hex')}`;
    return this.database.write(async (tx) => {
      await place(tx, { holdId, ...body, placedBy: caller.personId });
      const item = holdItem(await holdOf(tx, holdId, body.clientId));
      await recordAudit(tx, caller, 'hold.place', holdId, null, item);
      return item;
    });
  }

  @Handles(liftHold)
  lift(
    @Input() { params: { holdId }, body }: InputOf<typeof liftHold>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof liftHold>> {
    return this.database.write(async (tx) => {
      const before = await lift(tx, holdId, caller.personId, body.reason);
      if (before === undefined) throw new Problem('NOT_FOUND', `No legal hold with the id ${holdId} stands.`);
      const liftedAt = new Date(await databaseTime(tx));
      const after = holdItem({ ...before, liftedBy: caller.personId, liftedAt, liftReason: body.reason });
      await recordAudit(tx, caller, 'hold.lift', holdId, holdItem(before), { ...after, reason: body.reason });
      return after;
    });
  }

  @Handles(held)
  held(@Input() { params }: InputOf<typeof held>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof held>> {
    return this.database.write(async (tx) => {
      const { at, data } = await taken(tx, params.clientId, caller);
      return {
        clientIds: [...data.clientIds],
        at,
        parts: data.parts.map((part) => ({ ...part, rows: [...part.rows] })),
      };
    });
  }

  @Handles(heldPage)
  async heldPage(
    @Input() { params }: InputOf<typeof heldPage>,
    @CalledBy() caller: Caller,
    @Res() response: Response,
  ): Promise<void> {
    const { at, data } = await this.database.write((tx) => taken(tx, params.clientId, caller));
    response
      .type('text/html')
      .attachment(`held-${encodeURIComponent(params.clientId)}.html`)
      .send(heldDataPage(data, at));
  }

  /** All ids of the client: those that were merged are one client. */
  private async idsOf(sql: Sql, clientId: string): Promise<readonly string[]> {
    const { clientMerges } = await this.sharedFacts.read(sql);
    return [...clientMerges.membersOf(clientMerges.survivorOf(clientId))];
  }
}

/** Who looked at all that is held of somebody is on record. */
async function taken(tx: Tx, clientId: string, caller: Caller): Promise<{ at: string; data: HeldData }> {
  const at = new Date(await databaseTime(tx)).toISOString();
  const data = await heldData(tx, clientId);
  if (data.parts.length === 0) throw new Problem('NOT_FOUND', `Nothing is held of a client ${clientId}.`);
  const counts = Object.fromEntries(data.parts.map(({ table, rows }) => [table, rows.length]));
  await recordAudit(tx, caller, 'held-data.take', clientId, null, { clientIds: data.clientIds, counts });
  return { at, data };
}

/** @throws Problem NOT_FOUND, or REFUSED where it has been decided on */
async function waiting(tx: Tx, erasureId: string): Promise<Erasure> {
  const erasure = await erasureOf(tx, erasureId);
  if (erasure === undefined) throw new Problem('NOT_FOUND', `No erasure has the id ${erasureId}.`);
  if (erasure.decision !== null) throw new Problem('REFUSED', 'This erasure has been decided on.');
  return erasure;
}

async function decided(
  tx: Tx,
  before: Erasure,
  decision: 'APPROVED' | 'REJECTED',
  caller: Caller,
  reason: string | null,
): Promise<ReturnType<typeof erasureItem>> {
  if ((await decideErasure(tx, before.erasureId, decision, caller.personId, reason)) === 0) {
    throw new Problem('CHANGED_MEANWHILE', 'Somebody else has decided on this erasure just now.');
  }
  const after = erasureItem((await erasureOf(tx, before.erasureId)) ?? before);
  const operationName = decision === 'APPROVED' ? 'erasure.approve' : 'erasure.reject';
  await recordAudit(tx, caller, operationName, before.erasureId, erasureItem(before), after);
  return after;
}

async function holdOf(tx: Tx, holdId: string, clientId: string): Promise<LegalHold> {
  const hold = (await holdsOn(tx, [clientId])).find((one) => one.holdId === holdId);
  if (hold === undefined) throw new Error('What was placed is not there.');
  return hold;
}
