import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, PAGING } from '../http/shape.js';
import { Client, ClientPage, Scope, Strip, Timeline, Verdicts } from './clients.shapes.js';
import {
  clientExample,
  clientSummaryExample,
  scopeExample,
  stripExample,
  timelineExample,
  verdictsExample,
} from './clients.examples.js';
import { ClientFilter } from './client-filter.js';
import { ClocksQuery } from './clocks.js';

/** Every question about clients; one about a single client names them in its path, and may be about the past. */
const read = { method: 'GET', permission: 'read', tag: 'Clients' } as const;
const ofOne = { ...read, params: Type.Object({ clientId: Name }), query: Type.Object(ClocksQuery) } as const;

export const list = operation({
  ...read,
  id: 'listClients',
  path: 'v1/clients',
  listsAlerts: true,
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
  ...ofOne,
  id: 'getClient',
  path: 'v1/clients/:clientId',
  summary: 'Get a client',
  description: 'Whether the client took the initiative, the evidence for it, and the alerts.',
  answer: Client,
  example: { answer: clientExample },
});

export const scope = operation({
  ...ofOne,
  id: 'getScope',
  path: 'v1/clients/:clientId/scope',
  summary: 'Get the scope of a client',
  description: 'What the client asked for, and what went beyond it.',
  answer: Scope,
  example: { answer: scopeExample },
});

export const timeline = operation({
  ...ofOne,
  id: 'getTimeline',
  path: 'v1/clients/:clientId/timeline',
  summary: 'List the events of a client',
  description: 'Every recorded event that concerns the client, as it came.',
  answer: Timeline,
  example: { answer: timelineExample },
});

export const verdicts = operation({
  ...ofOne,
  id: 'getVerdicts',
  path: 'v1/clients/:clientId/verdicts',
  summary: 'List the verdicts on a client',
  description: 'One for each act, with the reasons.',
  answer: Verdicts,
  example: { answer: verdictsExample },
});

export const strip = operation({
  ...ofOne,
  id: 'getStrip',
  path: 'v1/clients/:clientId/strip',
  summary: 'Get scope and acts of a client over time',
  description:
    'A row for each service and asset: bands while it was in the scope, and a mark for each act, or for several alike close together, so that the answer is bounded. The evidence report draws the same.',
  answer: Strip,
  example: { answer: stripExample },
});
