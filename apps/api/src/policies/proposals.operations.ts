import { Type } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { At, Name, Reason } from '../http/shape.js';
import { PolicyDifferences, PolicyProposal as ProposalShape, PolicyProposals } from './policies.shapes.js';
import {
  approvedProposalExample,
  packExample,
  policyDifferencesExample,
  proposalExample,
} from './policies.examples.js';

const byVersion = Type.Object({ version: Name });
export const list = operation({
  id: 'listPolicyProposals',
  method: 'GET',
  path: 'v1/policy-proposals',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'List proposed rule packs',
  description: 'Newest first.',
  answer: PolicyProposals,
  example: { answer: { items: [proposalExample] } },
});
export const propose = operation({
  id: 'proposePolicy',
  method: 'POST',
  path: 'v1/policies',
  permission: 'propose-policy',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Propose a rule pack',
  description:
    'It is tried on the whole history at once, and comes into force only when somebody else approves it. The pack in the example is cut short.',
  body: Type.Object(
    {
      pack: Type.Object({}, { additionalProperties: true, description: 'A whole rule pack.' }),
      reason: Reason,
    },
    { additionalProperties: false },
  ),
  answer: ProposalShape,
  status: 201,
  example: { body: { pack: packExample, reason: proposalExample.reason }, answer: proposalExample },
});
export const one = operation({
  id: 'getPolicyProposal',
  method: 'GET',
  path: 'v1/policies/:version/proposal',
  permission: 'read-past',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Get the proposal of a rule pack',
  description: 'The newest of this version, with what it would change and its backtest.',
  params: byVersion,
  answer: ProposalShape,
  example: { answer: proposalExample },
});
export const differences = operation({
  id: 'listPolicyDifferences',
  method: 'GET',
  path: 'v1/policies/:version/differences',
  permission: 'read',
  tag: 'Policies',
  summary: 'Compare two rule packs',
  description: 'What this version changes of another one, in sentences.',
  params: byVersion,
  query: Type.Object({
    from: Type.Optional({ ...Name, description: 'The version to compare with. Default: the one in force.' }),
  }),
  answer: PolicyDifferences,
  example: { answer: policyDifferencesExample },
});
export const approve = operation({
  id: 'approvePolicy',
  method: 'POST',
  path: 'v1/policies/:version/approve',
  permission: 'approve',
  takesTwo: true,
  wholeBook: true,
  tag: 'Policies',
  summary: 'Approve a rule pack',
  description: 'One that somebody else proposed. When it comes into force, all clients are judged again.',
  params: byVersion,
  body: Type.Object(
    {
      effectiveFrom: Type.Optional({ ...At, description: 'When the pack comes into force. Default: at once.' }),
      notify: Type.Optional(
        Type.Boolean({ description: 'Whether notices of what it changes are sent. Default: false.' }),
      ),
    },
    { additionalProperties: false },
  ),
  answer: ProposalShape,
  example: { body: { effectiveFrom: '2026-05-01T00:00:00.000Z', notify: false }, answer: approvedProposalExample },
});
export const reject = operation({
  id: 'rejectPolicy',
  method: 'POST',
  path: 'v1/policies/:version/reject',
  permission: 'approve',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Reject a proposed rule pack',
  description: 'Whoever proposed it may do so too, to take it back.',
  params: byVersion,
  body: Type.Object({}),
  answer: ProposalShape,
  example: { body: {}, answer: { ...approvedProposalExample, decision: 'REJECTED', effectiveFrom: null } },
});
export const withdraw = operation({
  id: 'withdrawPolicy',
  method: 'POST',
  path: 'v1/policies/:version/withdraw',
  permission: 'approve',
  wholeBook: true,
  tag: 'Policies',
  summary: 'Withdraw an approved rule pack',
  description: 'Before it comes into force. One person may do so, also who proposed or approved it.',
  params: byVersion,
  body: Type.Object({}),
  answer: ProposalShape,
  example: {
    body: {},
    answer: {
      ...approvedProposalExample,
      withdrawnBy: 'ann@bank.example',
      withdrawnAt: '2026-04-03T10:00:00.000Z',
    },
  },
});
