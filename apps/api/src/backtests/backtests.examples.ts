import type { Static } from '@sinclair/typebox';
import { alertExample } from '../alerts/alerts.examples.js';
import type { Backtest, BacktestDifference, BacktestResult } from './backtests.shapes.js';

export const backtestWaitingExample: Static<typeof Backtest> = {
  backtestId: '993723eb-5551-4fb5-a9d0-e9276167bafe',
  kind: 'WHAT_IF',
  version: 'mica-61/2',
  from: null,
  to: null,
  clientIds: null,
  status: 'WAITING',
  clients: { done: 0, total: null },
  secondsLeft: null,
  same: 0,
  added: 0,
  gone: 0,
  changed: 0,
  problem: null,
  createdBy: 'ann@bank.example',
  createdAt: '2026-04-01T08:00:00.000Z',
  startedAt: null,
  finishedAt: null,
};

export const backtestExample: Static<typeof Backtest> = {
  ...backtestWaitingExample,
  status: 'DONE',
  clients: { done: 1, total: 1 },
  changed: 1,
  startedAt: '2026-04-01T08:00:01.000Z',
  finishedAt: '2026-04-01T08:00:03.000Z',
};

export const backtestResultExample: Static<typeof BacktestResult> = {
  backtest: backtestExample,
  byVerdict: [{ change: 'CHANGED', before: 'BREACH_61_2', after: 'BREACH_61_2', count: 1, clients: 1 }],
};

const BEFORE = {
  verdict: 'BREACH_61_2',
  row: 13,
  severity: 'critical',
  newService: true,
  newAssetType: true,
  policyVersion: 'mica-61/1',
  explanation: alertExample.explanation,
};

export const backtestDifferenceExample: Static<typeof BacktestDifference> = {
  ordinal: 1,
  change: 'CHANGED',
  alertId: alertExample.alertId,
  clientId: 'c-1042',
  entityId: 'ENT-1',
  act: alertExample.act,
  offer: alertExample.offer,
  before: BEFORE,
  after: { ...BEFORE, severity: 'high', policyVersion: 'mica-61/2' },
};

export const parityBacktestExample: Static<typeof Backtest> = {
  ...backtestExample,
  backtestId: 'e18c1643-33a0-4c21-bb3e-25dc4372e5a1',
  kind: 'PARITY',
  version: 'mica-61/1',
  same: 1,
  changed: 0,
  createdBy: 'scopewatch',
};
