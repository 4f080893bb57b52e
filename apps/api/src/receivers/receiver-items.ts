import type { Static } from '@sinclair/typebox';
import type { DeliveryRow, ReceiverRow } from '#store';
import type { Delivery, Receiver } from './receivers.shapes.js';

export const itemOf = (row: ReceiverRow): Static<typeof Receiver> => ({
  receiverId: row.receiverId,
  kind: row.kind,
  name: row.name,
  url: row.kind === 'email' ? null : row.target,
  addresses: row.kind === 'email' ? row.target.split(',') : null,
  route: row.matchers.map(({ facet, values }) => ({ facet, values: [...values] })),
  createdBy: row.createdBy,
  createdAt: row.createdAt.toISOString(),
  disabledAt: row.disabledAt?.toISOString() ?? null,
  disabledBecause: row.disabledBecause,
});

export const deliveryOf = ({
  recordedAt,
  groupKey,
  ...row
}: DeliveryRow & { readonly position: number; readonly recordedAt: Date }): Static<typeof Delivery> => ({
  ...row,
  at: recordedAt.toISOString(),
  group: groupKey,
});
