import { Controller } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { Client, ClientPage, Scope, Timeline, Verdicts } from '../shapes/client.js';
import { ClientFilter, listClients } from './client-list.js';
import { ClientPast } from './client-past.js';
import { ClocksQuery } from './clocks.js';

const byId = Type.Object({ clientId: Name });
const clocks = Type.Object(ClocksQuery);

const list = operation({
  id: 'listClients',
  method: 'GET',
  path: 'v1/clients',
  permission: 'read',
  summary: 'Clients, by id; with a clock given as they stood then, judged anew: a page may hold fewer than asked for',
  query: Type.Object({
    ...ClientFilter,
    ...ClocksQuery,
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: ClientPage,
});
const one = operation({
  id: 'getClient',
  method: 'GET',
  path: 'v1/clients/:clientId',
  permission: 'read',
  summary: 'One client: initiative, evidence and alerts, under both clocks',
  params: byId,
  query: clocks,
  answer: Client,
});
const scope = operation({
  id: 'getScope',
  method: 'GET',
  path: 'v1/clients/:clientId/scope',
  permission: 'read',
  summary: 'What the client asked for, and what went beyond it, under both clocks',
  params: byId,
  query: clocks,
  answer: Scope,
});
const timeline = operation({
  id: 'getTimeline',
  method: 'GET',
  path: 'v1/clients/:clientId/timeline',
  permission: 'read',
  summary: 'Every recorded event about the client, as it came, under both clocks',
  params: byId,
  query: clocks,
  answer: Timeline,
});
const verdicts = operation({
  id: 'getVerdicts',
  method: 'GET',
  path: 'v1/clients/:clientId/verdicts',
  permission: 'read',
  summary: 'Every verdict on every act, under both clocks',
  params: byId,
  query: clocks,
  answer: Verdicts,
});

@Controller()
export class ClientsController {
  constructor(
    private readonly database: Database,
    private readonly past: ClientPast,
  ) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof list>> {
    if (query.trueOn !== undefined || query.knownOn !== undefined) return this.past.list(query, caller);
    return this.database.read((sql) => listClients(sql, query, caller, { limit: query.limit, cursor: query.cursor }));
  }

  @Handles(one)
  one(@Input() { params, query }: InputOf<typeof one>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof one>> {
    return this.past.client(params.clientId, query, caller);
  }

  @Handles(scope)
  scope(
    @Input() { params, query }: InputOf<typeof scope>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof scope>> {
    return this.past.scope(params.clientId, query, caller);
  }

  @Handles(timeline)
  timeline(
    @Input() { params, query }: InputOf<typeof timeline>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof timeline>> {
    return this.past.timeline(params.clientId, query, caller);
  }

  @Handles(verdicts)
  verdicts(
    @Input() { params, query }: InputOf<typeof verdicts>,
    @CalledBy() caller: Caller,
  ): Promise<AnswerOf<typeof verdicts>> {
    return this.past.verdicts(params.clientId, query, caller);
  }
}
