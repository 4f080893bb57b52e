import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, onlyPage, wordOf, PAGING } from '../http/shape.js';
import { PolicyShadow, SHADOW_CHANGES, ShadowDifferencePage } from './policies.shapes.js';
import { shadowDifferenceExample, shadowExample } from './policies.examples.js';

const byVersion = Type.Object({ version: Name });

export const start = operation({
  id: 'startPolicyShadow',
  method: 'POST',
  path: 'v1/policies/:version/shadow',
  permission: 'shadow-policy',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Start a shadow run of a rule pack',
  description:
    'Live traffic is judged by the proposed pack as well. What it gives is not recorded as alerts, and no notices are sent.',
  params: byVersion,
  body: Type.Object({}),
  answer: PolicyShadow,
  status: 202,
  example: {
    body: {},
    answer: { ...shadowExample, since: null, judgedTo: null, clients: { judged: 0, waiting: 0 }, changed: 0 },
  },
});
export const stop = operation({
  id: 'stopPolicyShadow',
  method: 'POST',
  path: 'v1/policies/:version/shadow/stop',
  permission: 'shadow-policy',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Stop a shadow run',
  description: 'What it found is kept. It also ends when the proposal is approved or rejected.',
  params: byVersion,
  body: Type.Object({}),
  answer: PolicyShadow,
  example: {
    body: {},
    answer: {
      ...shadowExample,
      status: 'STOPPED',
      stoppedBy: 'ann@bank.example',
      stoppedAt: '2026-04-01T18:00:00.000Z',
    },
  },
});
export const one = operation({
  id: 'getPolicyShadow',
  method: 'GET',
  path: 'v1/policies/:version/shadow',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Get a shadow run',
  description:
    'The newest of this pack: how many alerts of the clients that had events since its start it would add, remove or change.',
  params: byVersion,
  answer: PolicyShadow,
  example: { answer: shadowExample },
});
export const differences = operation({
  id: 'listPolicyShadowDifferences',
  method: 'GET',
  path: 'v1/policies/:version/shadow/differences',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'List the differences that a shadow run found',
  description: 'The acts that the proposed pack judges differently, by client, with both explanations.',
  params: byVersion,
  query: Type.Object({
    change: Type.Optional(wordOf(SHADOW_CHANGES)),
    clientId: Type.Optional(Name),
    ...PAGING,
  }),
  answer: ShadowDifferencePage,
  example: { answer: onlyPage(shadowDifferenceExample) },
});
