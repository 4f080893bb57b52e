import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, PAGING } from '../http/shape.js';
import { Client, ClientPage, Scope, Timeline, Verdicts } from './clients.shapes.js';
import {
  clientExample,
  clientSummaryExample,
  scopeExample,
  timelineExample,
  verdictsExample,
} from './clients.examples.js';
import { ClientFilter } from './client-filter.js';
import { ClocksQuery } from './clocks.js';

const byId = Type.Object({ clientId: Name });

const clocks = Type.Object(ClocksQuery);

export const list = operation({
  id: 'listClients',
  method: 'GET',
  path: 'v1/clients',
  permission: 'read',
  tag: 'Clients',
  summary: 'List clients',
  description:
    'By id. With `trueOn` or `knownOn` clients are shown as they were then; each is judged again for that, so a page may hold fewer than `limit`.',
  query: Type.Object({
    ...ClientFilter,
    ...ClocksQuery,
    ...PAGING,
  }),
  answer: ClientPage,
  example: { answer: onlyPage(clientSummaryExample) },
});

export const one = operation({
  id: 'getClient',
  method: 'GET',
  path: 'v1/clients/:clientId',
  permission: 'read',
  tag: 'Clients',
  summary: 'Get a client',
  description: 'Whether the client took the initiative, the evidence for it, and the alerts.',
  params: byId,
  query: clocks,
  answer: Client,
  example: { answer: clientExample },
});

export const scope = operation({
  id: 'getScope',
  method: 'GET',
  path: 'v1/clients/:clientId/scope',
  permission: 'read',
  tag: 'Clients',
  summary: 'Get the scope of a client',
  description: 'What the client asked for, and what went beyond it.',
  params: byId,
  query: clocks,
  answer: Scope,
  example: { answer: scopeExample },
});

export const timeline = operation({
  id: 'getTimeline',
  method: 'GET',
  path: 'v1/clients/:clientId/timeline',
  permission: 'read',
  tag: 'Clients',
  summary: 'List the events of a client',
  description: 'Every recorded event that concerns the client, as it came.',
  params: byId,
  query: clocks,
  answer: Timeline,
  example: { answer: timelineExample },
});

export const verdicts = operation({
  id: 'getVerdicts',
  method: 'GET',
  path: 'v1/clients/:clientId/verdicts',
  permission: 'read',
  tag: 'Clients',
  summary: 'List the verdicts on a client',
  description: 'One for each act, with the reasons.',
  params: byId,
  query: clocks,
  answer: Verdicts,
  example: { answer: verdictsExample },
});
