import { Controller } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { entitiesOf } from '../clients/client-filter.js';
import { readClocks } from '../clients/clocks.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { matrixOf } from '../overview/drift-matrix.js';
import { BookCounter } from './book-counter.js';
import { book, counted } from './book.operations.js';

@Controller()
export class BookController {
  constructor(private readonly counter: BookCounter) {}

  @Handles(book)
  book(@Input() { query }: InputOf<typeof book>, @CalledBy() caller: Caller): AnswerOf<typeof book> {
    const { trueOn, knownOn, entityId } = query;
    const entities = entitiesOf(entityId === undefined ? undefined : [entityId], caller);
    const snapshot = this.counter.ask(JSON.stringify([trueOn, knownOn]), {
      clocks: readClocks(query, Date.now()),
      entities,
    });
    const { clocks, done, total, counted } = snapshot;
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
