import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name } from '../http/shape.js';
import { Drift, Overview } from './overview.shapes.js';
import { driftExample, overviewExample } from './overview.examples.js';

export const overview = operation({
  id: 'overview',
  method: 'GET',
  path: 'v1/overview',
  permission: 'read',
  listsAlerts: true,
  tag: 'Overview',
  summary: 'Show the overview',
  description: 'Open alerts, clients and causes in numbers, and how far reading and judging have come.',
  answer: Overview,
  example: { answer: overviewExample },
});

export const drift = operation({
  id: 'drift',
  method: 'GET',
  path: 'v1/drift',
  permission: 'read',
  listsAlerts: true,
  tag: 'Overview',
  summary: 'Show the drift matrix',
  description:
    'For each service and each class of asset: how many clients asked for it, and for how many it was marketed or switched on beyond what they asked for.',
  query: Type.Object({ entityId: Type.Optional(Name) }),
  answer: Drift,
  example: { answer: driftExample },
});
