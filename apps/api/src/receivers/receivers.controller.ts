import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import {
  addNotification,
  addReceiver,
  addSecret,
  deleteReceiver,
  enableReceiver,
  receiverOf,
  receivers,
  rotateSecret,
  recordAudit,
  type ReceiverRow,
  type Sql,
} from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { isWithin, withinEntities } from '../access/within-entities.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { nameOf, targetOf } from './target.js';
import { itemOf } from './receiver-items.js';
import { create, enable, list, remove, rotate, test } from './receivers.operations.js';

/** How long the secret before goes on signing after a rotation. */
const ROTATION_HOURS = 24;

/** Where alerts are told. The api keeps the list; the notifier does the telling. */
@Controller()
export class ReceiversController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [after = ''] = decodeCursor(query.cursor, ['text']) ?? [];
      const rows = await receivers(sql, after, query.limit + 1);
      const page = pageOfRows(
        rows,
        query.limit,
        (row) => [row.receiverId],
        (row) => row,
      );
      return { ...page, items: page.items.filter((row) => isWithin(row.matchers, caller.entities)).map(itemOf) };
    });
  }

  @Handles(create)
  create(@Input() { body }: InputOf<typeof create>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof create>> {
    const { kind = 'webhook', route = [] } = body;
    const target = targetOf(kind, body);
    return this.database.write(async (tx) => {
      const receiverId = `whk-${randomBytes(8).toString('hex')}`;
      const { name = nameOf(kind, target) } = body;
      const matchers = withinEntities(route, caller);
      await addReceiver(tx, { receiverId, kind, name, target, matchers, createdBy: caller.personId });
      const secret = kind === 'webhook' ? newSigningSecret() : null;
      if (secret !== null) await addSecret(tx, receiverId, secret);
      await recordAudit(tx, caller, 'webhook.create', receiverId, null, { kind, name, target, matchers });
      return { receiver: itemOf(await own(tx, receiverId, caller)), secret, previousUntil: null };
    });
  }

  @Handles(test)
  test(@Input() { params }: InputOf<typeof test>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof test>> {
    return this.database.write(async (tx) => {
      const { receiverId, disabledAt } = await own(tx, params.receiverId, caller);
      if (disabledAt !== null) throw new Problem('REFUSED', 'This receiver is disabled. Enable it first.');
      const name = randomBytes(16).toString('hex');
      const notificationId = `msg_${name}`;
      const body = JSON.stringify({ at: new Date().toISOString() });
      await addNotification(tx, {
        notificationId,
        receiverId,
        groupKey: `test:${name}`,
        sequence: 1,
        type: 'test',
        body,
      });
      await recordAudit(tx, caller, 'webhook.test', receiverId, null, { notificationId });
      return { notificationId };
    });
  }

  @Handles(rotate)
  rotate(@Input() { params }: InputOf<typeof rotate>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof rotate>> {
    return this.database.write(async (tx) => {
      const row = await own(tx, params.receiverId, caller);
      if (row.kind !== 'webhook') throw new Problem('REFUSED', 'Only a webhook has a secret.');
      const secret = newSigningSecret();
      const until = await rotateSecret(tx, row.receiverId, secret, ROTATION_HOURS);
      await recordAudit(tx, caller, 'webhook.rotate', row.receiverId, null, { previousUntil: until });
      return { receiver: itemOf(row), secret, previousUntil: until.toISOString() };
    });
  }

  @Handles(enable)
  enable(@Input() { params }: InputOf<typeof enable>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof enable>> {
    return this.database.write(async (tx) => {
      const before = await own(tx, params.receiverId, caller);
      if (before.disabledAt === null) throw new Problem('REFUSED', 'This receiver is not disabled.');
      await enableReceiver(tx, before.receiverId);
      const after = await own(tx, before.receiverId, caller);
      await recordAudit(tx, caller, 'webhook.enable', before.receiverId, before, after);
      return itemOf(after);
    });
  }

  @Handles(remove)
  remove(@Input() { params }: InputOf<typeof remove>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof remove>> {
    return this.database.write(async (tx) => {
      const before = await own(tx, params.receiverId, caller);
      await deleteReceiver(tx, before.receiverId);
      await recordAudit(tx, caller, 'webhook.delete', before.receiverId, before, null);
      return itemOf(before);
    });
  }
}

/** @throws Problem NOT_FOUND also for what the caller's roles don't reach */
export async function own(sql: Sql, receiverId: string, { entities }: Caller): Promise<ReceiverRow> {
  const row = await receiverOf(sql, receiverId);
  if (row === undefined || !isWithin(row.matchers, entities)) {
    throw new Problem('NOT_FOUND', `No receiver has the id ${receiverId}.`);
  }
  return row;
}

/** As Standard Webhooks has it: 24 to 64 bytes, base64, with its prefix. */
const newSigningSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
