import { Controller } from '@nestjs/common';
import type { Static } from '@sinclair/typebox';
import { deliveriesOf, receivers, type Sql } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { isWithin } from '../access/within-entities.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import type { DeliveryPage } from './receivers.shapes.js';
import { deliveryOf } from './receiver-items.js';
import { allDeliveries, deliveries } from './receivers.operations.js';
import { own } from './receivers.controller.js';

const RECEIVERS_MAX = 10_000;

/** How the telling went. */
@Controller()
export class DeliveriesController {
  constructor(private readonly database: Database) {}

  @Handles(deliveries)
  ofOne(
    @Input() { params, query }: InputOf<typeof deliveries>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof deliveries>> {
    return this.database.read(async (sql) => {
      const { receiverId } = await own(sql, params.receiverId, caller);
      return page(sql, [receiverId], query);
    });
  }

  @Handles(allDeliveries)
  ofAll(
    @Input() { query }: InputOf<typeof allDeliveries>,
    @CalledBy() { entities }: Caller,
  ): Promise<AnswerOf<typeof allDeliveries>> {
    return this.database.read(async (sql) => {
      if (entities === null) return inBothWords(await page(sql, null, query));
      const all = await receivers(sql, '', RECEIVERS_MAX);
      const reached = all.filter((row) => isWithin(row.matchers, entities)).map((row) => row.receiverId);
      return inBothWords(await page(sql, reached, query));
    });
  }
}

const inBothWords = ({ items, nextCursor }: Static<typeof DeliveryPage>): AnswerOf<typeof allDeliveries> => ({
  items: items.map((delivery) => ({ ...delivery, webhookId: delivery.receiverId })),
  nextCursor,
});

async function page(
  sql: Sql,
  receiverIds: readonly string[] | null,
  { limit, cursor }: InputOf<typeof allDeliveries>['query'],
): Promise<Static<typeof DeliveryPage>> {
  const [before = Number.MAX_SAFE_INTEGER] = decodeCursor(cursor, ['count']) ?? [];
  const rows = await deliveriesOf(sql, receiverIds, before, limit + 1);
  return pageOfRows(rows, limit, (row) => [row.position], deliveryOf);
}
