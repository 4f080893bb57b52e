import { operation } from '../http/operation.js';
import { PolicyVersions } from '../overview/overview.shapes.js';
import { policyVersionExample } from '../overview/overview.examples.js';

export const list = operation({
  id: 'listPolicies',
  method: 'GET',
  path: 'v1/policies',
  permission: 'read',
  tag: 'Policies',
  summary: 'List rule packs',
  description: 'Every pack that was ever in force. Newest first.',
  answer: PolicyVersions,
  example: { answer: { items: [policyVersionExample] } },
});
