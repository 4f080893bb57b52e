import type { Static } from '@sinclair/typebox';
import { backtestDifferenceExample, backtestExample, parityBacktestExample } from '../backtests/backtests.examples.js';
import type {
  Parity,
  PolicyDifferences,
  PolicyPreview,
  PolicyProposal,
  PolicyShadow,
  ShadowDifference,
} from './policies.shapes.js';

/** Only the beginning of a pack: a whole one has some hundred lines. */
export const packExample = { version: 'mica-61/2', title: 'MiCA, Article 61, second version', windowHours: 120 };
const DIFFERENCES = ['An alert BREACH_61_2 has severity high (before: has severity critical).'];

export const proposalExample: Static<typeof PolicyProposal> = {
  proposalId: '0e6a7c52-84a1-4f7b-9a55-0c2b7a1d9e10',
  version: 'mica-61/2',
  title: packExample.title,
  reason: 'Agreed with the supervisor on 28 March.',
  proposedBy: 'ann@bank.example',
  proposedAt: '2026-04-01T08:00:00.000Z',
  decision: null,
  decidedBy: null,
  decidedAt: null,
  effectiveFrom: null,
  notify: false,
  activatedAt: null,
  withdrawnBy: null,
  withdrawnAt: null,
  differences: DIFFERENCES,
  backtest: backtestExample,
  pack: packExample,
};

export const approvedProposalExample: Static<typeof PolicyProposal> = {
  ...proposalExample,
  decision: 'APPROVED',
  decidedBy: 'bo@bank.example',
  decidedAt: '2026-04-02T10:00:00.000Z',
  effectiveFrom: '2026-05-01T00:00:00.000Z',
};

export const policyDifferencesExample: Static<typeof PolicyDifferences> = {
  from: 'mica-61/1',
  to: 'mica-61/2',
  differences: DIFFERENCES,
};

export const policyPreviewExample: Static<typeof PolicyPreview> = {
  problems: ['version mica-61/2 is on record with other content. Give the changed pack a new version.'],
  differences: DIFFERENCES,
};

export const parityExample: Static<typeof Parity> = { equal: true, differences: 0, last: parityBacktestExample };

export const shadowExample: Static<typeof PolicyShadow> = {
  shadowId: 'c2b7a1d9-0e6a-4c52-84a1-9a550c2b7a1d',
  proposalId: proposalExample.proposalId,
  version: 'mica-61/2',
  status: 'RUNNING',
  startedBy: 'ann@bank.example',
  startedAt: '2026-04-01T09:00:00.000Z',
  since: '2026-04-01T09:00:01.000Z',
  judgedTo: '2026-04-01T12:00:00.000Z',
  clients: { judged: 1, waiting: 0 },
  same: 0,
  added: 0,
  gone: 0,
  changed: 1,
  stoppedBy: null,
  stoppedAt: null,
};

const { ordinal: _, ...difference } = backtestDifferenceExample;

export const shadowDifferenceExample: Static<typeof ShadowDifference> = {
  ...difference,
  survivorId: 'c-1042',
  foundAt: '2026-04-01T09:00:02.000Z',
};
