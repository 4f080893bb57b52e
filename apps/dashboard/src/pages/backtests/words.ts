import type { Backtest } from '../../api/types';
import type { Change } from '../../api/past';

export const KIND_LABELS: Readonly<Record<Backtest['kind'], string>> = {
  WHAT_IF: 'What if',
  PARITY: 'Standing check of the rules in force',
};

export const STATUS_LABELS: Readonly<Record<Backtest['status'], string>> = {
  WAITING: 'Waiting for its turn',
  RUNNING: 'Judging',
  DONE: 'Done',
  CANCELLED: 'Cancelled',
  FAILED: 'Failed',
};

export const CHANGE_LABELS: Readonly<Record<Change, string>> = {
  ADDED: 'Would have alerted',
  GONE: 'Would no longer alert',
  CHANGED: 'Would say otherwise',
};
