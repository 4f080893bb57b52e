import { Controller } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { listClients } from './client-list.js';
import { ClientPast } from './client-past.js';
import { ReadsOnRecord } from './reads-on-record.js';
import { list, one, scope, strip, timeline, verdicts } from './clients.operations.js';

@Controller()
export class ClientsController {
  constructor(
    private readonly database: Database,
    private readonly past: ClientPast,
    private readonly reads: ReadsOnRecord,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    if (query.trueOn !== undefined || query.knownOn !== undefined) return this.past.list(query, caller);
    return this.database.read((sql) => listClients(sql, query, caller, { limit: query.limit, cursor: query.cursor }));
  }

  @Handles(one)
  one(@Input() { params, query }: InputOf<typeof one>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof one>> {
    return this.seen(caller, params.clientId, this.past.client(params.clientId, query, caller));
  }

  @Handles(scope)
  scope(
    @Input() { params, query }: InputOf<typeof scope>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof scope>> {
    return this.seen(caller, params.clientId, this.past.scope(params.clientId, query, caller));
  }

  @Handles(timeline)
  timeline(
    @Input() { params, query }: InputOf<typeof timeline>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof timeline>> {
    return this.seen(caller, params.clientId, this.past.timeline(params.clientId, query, caller));
  }

  @Handles(verdicts)
  verdicts(
    @Input() { params, query }: InputOf<typeof verdicts>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof verdicts>> {
    return this.seen(caller, params.clientId, this.past.verdicts(params.clientId, query, caller));
  }

  @Handles(strip)
  strip(
    @Input() { params, query }: InputOf<typeof strip>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof strip>> {
    return this.seen(caller, params.clientId, this.past.strip(params.clientId, query, caller));
  }

  /** What is not there, or not for the caller to see, nobody has looked at. */
  private async seen<T>(caller: Caller, clientId: string, found: Promise<T>): Promise<T> {
    const answer = await found;
    await this.reads.note(caller, clientId);
    return answer;
  }
}
