import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, wordOf } from '../http/shape.js';
import { PolicyShadow, SHADOW_CHANGES, ShadowDifferencePage } from '../shapes/policy.js';

const byVersion = Type.Object({ version: Name });

export const start = operation({
  id: 'startPolicyShadow',
  method: 'POST',
  path: 'v1/policies/:version/shadow',
  permission: 'shadow-policy',
  wholeBook: true,
  summary:
    'Run a proposed pack beside the one in force on live traffic; nothing of it is recorded as an alert, or sent',
  params: byVersion,
  body: Type.Object({}),
  answer: PolicyShadow,
  status: 202,
});
export const stop = operation({
  id: 'stopPolicyShadow',
  method: 'POST',
  path: 'v1/policies/:version/shadow/stop',
  permission: 'shadow-policy',
  wholeBook: true,
  summary: 'End it; what it found is kept. It ends of its own accord when the proposal is decided on',
  params: byVersion,
  body: Type.Object({}),
  answer: PolicyShadow,
});
export const one = operation({
  id: 'getPolicyShadow',
  method: 'GET',
  path: 'v1/policies/:version/shadow',
  permission: 'read-past',
  wholeBook: true,
  summary: 'The newest shadow of a proposed pack: how many alerts of the clients touched since it gives otherwise',
  params: byVersion,
  answer: PolicyShadow,
});
export const differences = operation({
  id: 'listPolicyShadowDifferences',
  method: 'GET',
  path: 'v1/policies/:version/shadow/differences',
  permission: 'read-past',
  wholeBook: true,
  summary: 'The acts that the proposed pack judges otherwise, with both explanations, by client',
  params: byVersion,
  query: Type.Object({
    change: Type.Optional(wordOf(SHADOW_CHANGES)),
    clientId: Type.Optional(Name),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: ShadowDifferencePage,
});
