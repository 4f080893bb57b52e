import { Type } from '@sinclair/typebox';
import { ClocksQuery } from '../clients/clocks.js';
import { operation } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { Book } from '../overview/overview.shapes.js';
import { bookExample } from '../overview/overview.examples.js';

export const book = operation({
  id: 'getBook',
  method: 'GET',
  path: 'v1/book',
  permission: 'read',
  tag: 'Overview',
  summary: 'Count clients and alerts at an earlier time',
  description:
    'As true at one time and as known at another, counted again from the event log. Counting takes a while: ask again until `progress.finished` is true.',
  query: Type.Object({ ...ClocksQuery, entityId: Type.Optional(Name) }),
  answer: Book,
  example: { answer: bookExample },
});

/** The most frequent first. */
export const counted = (counts: ReadonlyMap<string, number>): { value: string; count: number }[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
