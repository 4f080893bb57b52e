import { Controller } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import { entitiesOf } from '../clients/client-list.queries.js';
import { ClocksQuery, readClocks } from '../clients/clocks.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { matrixOf } from '../overview/drift-matrix.js';
import { Book } from '../overview/overview.shapes.js';
import { bookExample } from '../overview/overview.examples.js';
import { BookCounter } from './book-counter.js';

const book = operation({
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

@Controller()
export class BookController {
  constructor(private readonly counter: BookCounter) {}

  @Handles(book)
  book(@Input() { query }: InputOf<typeof book>, @CalledBy() caller: Caller): AnswerOf<typeof book> {
    const { trueOn, knownOn, entityId } = query;
    const entities = entitiesOf(entityId === undefined ? undefined : [entityId], caller);
    const picture = this.counter.ask(JSON.stringify([trueOn, knownOn]), {
      clocks: readClocks(query, Date.now()),
      entities,
    });
    const { clocks, done, total, counted } = picture;
    return {
      ...clocks.shown,
      progress: { done, total, finished: counted !== null },
      counted: counted === null ? null : shown(counted),
    };
  }
}

type Counted = NonNullable<ReturnType<BookCounter['ask']>['counted']>;

function shown({ counts, policyVersion }: Counted): AnswerOf<typeof book>['counted'] {
  const { clients, reverseSolicited, inDrift, initiative, gaps, alerts, bySeverity, byVerdict, cells } = counts;
  return {
    policyVersion,
    clients: { total: clients, reverseSolicited, inDrift },
    initiative: counted(initiative),
    gaps: counted(gaps),
    alerts: { total: alerts, bySeverity: counted(bySeverity), byVerdict: counted(byVerdict) },
    drift: matrixOf(cells.values()),
  };
}

/** The most frequent first. */
const counted = (counts: ReadonlyMap<string, number>): { value: string; count: number }[] =>
  [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
