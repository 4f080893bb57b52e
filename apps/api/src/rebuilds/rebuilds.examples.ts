import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import type { Rebuild, RebuildDifference } from './rebuilds.shapes.js';

export const rebuildWaitingExample: Static<typeof Rebuild> = {
  rebuildId: 'b51e2bd8-1afe-46ca-b745-06d0b618f0f4',
  stage: 'WAITING',
  compareOnly: false,
  policyVersion: null,
  clients: { done: 0, total: null },
  clientsPerSecond: null,
  secondsLeft: null,
  rounds: 0,
  caughtUp: 0,
  added: 0,
  gone: 0,
  changed: 0,
  unapproved: 0,
  problem: null,
  createdBy: 'ann@bank.example',
  createdAt: '2026-04-05T08:00:00.000Z',
  startedAt: null,
  approvedBy: null,
  approvedAt: null,
  cutOverAt: null,
  rolledBackBy: null,
  judgedAnew: null,
  finishedAt: null,
};

export const rebuildExample: Static<typeof Rebuild> = {
  ...rebuildWaitingExample,
  stage: 'COMPARED',
  policyVersion: 'mica-61/1',
  clients: { done: 1, total: 1 },
  rounds: 1,
  changed: 1,
  unapproved: 1,
  startedAt: '2026-04-05T08:00:01.000Z',
};

export const rebuildInUseExample: Static<typeof Rebuild> = {
  ...rebuildExample,
  stage: 'IN_USE',
  unapproved: 0,
  approvedBy: 'bo@bank.example',
  approvedAt: '2026-04-05T09:00:00.000Z',
  cutOverAt: '2026-04-05T09:00:02.000Z',
};

export const rebuildDifferenceExample: Static<typeof RebuildDifference> = {
  ordinal: 1,
  change: 'CHANGED',
  kind: 'alert',
  key: alertExample.alertId,
  clientId: 'c-1042',
  cause: 'CODE',
  before: { verdict: 'BREACH_61_2', row: 13, severity: 'critical' },
  after: { verdict: 'BREACH_61_2', row: 13, severity: 'high' },
  approved: false,
};
