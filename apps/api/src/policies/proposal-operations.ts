import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At, Name, Reason } from '../http/shape.js';
import { PolicyDifferences, PolicyProposal as ProposalShape, PolicyProposals } from '../shapes/policy.js';

const byVersion = Type.Object({ version: Name });
export const list = operation({
  id: 'listPolicyProposals',
  method: 'GET',
  path: 'v1/policy-proposals',
  permission: 'read-past',
  wholeBook: true,
  summary: 'Rule packs that were proposed, the newest first',
  answer: PolicyProposals,
});
export const propose = operation({
  id: 'proposePolicy',
  method: 'POST',
  path: 'v1/policies',
  permission: 'propose-policy',
  wholeBook: true,
  summary: 'Propose a rule pack: it is tried on the whole history at once, and needs somebody else’s approval',
  body: Type.Object(
    {
      pack: Type.Object({}, { additionalProperties: true, description: 'A whole rule pack.' }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  answer: ProposalShape,
  status: 201,
});
export const one = operation({
  id: 'getPolicyProposal',
  method: 'GET',
  path: 'v1/policies/:version/proposal',
  permission: 'read-past',
  wholeBook: true,
  summary: 'The newest proposal of a version, with what it changes and its backtest',
  params: byVersion,
  answer: ProposalShape,
});
export const differences = operation({
  id: 'listPolicyDifferences',
  method: 'GET',
  path: 'v1/policies/:version/differences',
  permission: 'read',
  summary: 'What a pack changes of another one, in words',
  params: byVersion,
  query: Type.Object({ from: Type.Optional({ ...Name, description: 'A version; by default the one in force.' }) }),
  answer: PolicyDifferences,
});
export const approve = operation({
  id: 'approvePolicy',
  method: 'POST',
  path: 'v1/policies/:version/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  summary: 'Agree to a pack that somebody else proposed; everybody is judged again when it comes into force',
  params: byVersion,
  body: Type.Object(
    {
      effectiveFrom: Type.Optional({ ...At, description: 'By default at once.' }),
      notify: Type.Optional(Type.Boolean({ description: 'Tell people what it changes. By default nobody is told.' })),
    },
    { additionalProperties: false },
  ),
  answer: ProposalShape,
});
export const reject = operation({
  id: 'rejectPolicy',
  method: 'POST',
  path: 'v1/policies/:version/reject',
  permission: 'approve',
  wholeBook: true,
  summary: 'Turn a proposed pack down, or withdraw it',
  params: byVersion,
  body: Type.Object({}),
  answer: ProposalShape,
});
export const withdraw = operation({
  id: 'withdrawPolicy',
  method: 'POST',
  path: 'v1/policies/:version/withdraw',
  permission: 'approve',
  wholeBook: true,
  summary: 'Take an approved pack back before it comes into force; one person may, also who approved or proposed it',
  params: byVersion,
  body: Type.Object({}),
  answer: ProposalShape,
});
