import { api, taken } from './client';
import type { Alert, CloseReason, WorkOutcome } from './types';

/** What a person does with an alert, with what they have to say for it. */
export type Work =
  | { action: 'acknowledge' }
  | { action: 'reopen' }
  | { action: 'approve' }
  | { action: 'assign'; assignee: string | null }
  | { action: 'comment'; text: string }
  | { action: 'reject'; text: string }
  | { action: 'escalate'; text?: string }
  | { action: 'close'; reason: CloseReason; text: string };
export type WorkAction = Work['action'];

/** @throws ApiProblem CHANGED_MEANWHILE with `current`, if somebody was quicker */
export function workOn(alert: { alertId: string; etag: string }, work: Work): Promise<Alert> {
  const params = { path: { alertId: alert.alertId } };
  const headers = { 'If-Match': alert.etag };
  switch (work.action) {
    case 'acknowledge':
    case 'reopen':
    case 'approve':
      return taken(api.POST(`/v1/alerts/{alertId}/${work.action}`, { params, headers, body: {} }));
    case 'assign': {
      const { assignee } = work;
      return taken(api.POST('/v1/alerts/{alertId}/assign', { params, headers, body: { assignee } }));
    }
    case 'comment':
    case 'reject': {
      const { action, text } = work;
      return taken(api.POST(`/v1/alerts/{alertId}/${action}`, { params, headers, body: { text } }));
    }
    case 'escalate': {
      const body = work.text === undefined ? {} : { text: work.text };
      return taken(api.POST('/v1/alerts/{alertId}/escalate', { params, headers, body }));
    }
    case 'close': {
      const { reason, text } = work;
      return taken(api.POST('/v1/alerts/{alertId}/close', { params, headers, body: { reason, text } }));
    }
  }
}

/** Work that makes sense for a selection; what waits for a second person is looked at one by one. */
export type WorkOnMany = Exclude<Work, { action: 'approve' | 'reject' }>;

export const workOnMany = (alertIds: string[], work: WorkOnMany): Promise<WorkOutcome> =>
  taken(api.POST('/v1/alerts/work', { body: { ...work, alertIds } }));
