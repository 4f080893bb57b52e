import { api, taken } from './client';
import type { Alert, CloseReason, WorkOutcome } from './types';

/** What a person does with an alert, with what they have to say for it. */
export type Work =
  | { action: 'acknowledge' }
  | { action: 'reopen' }
  | { action: 'approve'; text?: string }
  | { action: 'assign'; assignee: string | null }
  | { action: 'comment'; text: string }
  | { action: 'reject'; text: string }
  | { action: 'withdraw'; text: string }
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
      return taken(api.POST(`/v1/alerts/{alertId}/${work.action}`, { params, headers, body: {} }));
    case 'assign': {
      const { assignee } = work;
      return taken(api.POST('/v1/alerts/{alertId}/assign', { params, headers, body: { assignee } }));
    }
    case 'comment':
    case 'withdraw':
    case 'reject': {
      const { action, text } = work;
      return taken(api.POST(`/v1/alerts/{alertId}/${action}`, { params, headers, body: { text } }));
    }
    case 'approve':
    case 'escalate': {
      const { action, text } = work;
      const body = text === undefined || text.trim() === '' ? {} : { text };
      return taken(api.POST(`/v1/alerts/{alertId}/${action}`, { params, headers, body }));
    }
    case 'close': {
      const { reason, text } = work;
      return taken(api.POST('/v1/alerts/{alertId}/close', { params, headers, body: { reason, text } }));
    }
  }
}

/** As many alerts as one request is about. */
const AT_ONCE = 500;

/** The same work on several alerts; what was proposed is decided only as it was seen. */
export async function workOnMany(alerts: readonly Version[], work: Work): Promise<WorkOutcome> {
  const outcome: WorkOutcome = { done: [], refused: [] };
  for (let at = 0; at < alerts.length; at += AT_ONCE) {
    const { done, refused } = await workOnSome(alerts.slice(at, at + AT_ONCE), work);
    outcome.done.push(...done);
    outcome.refused.push(...refused);
  }
  return outcome;
}

interface Version {
  alertId: string;
  etag: string;
}

function workOnSome(alerts: readonly Version[], work: Work): Promise<WorkOutcome> {
  if (work.action === 'approve' || work.action === 'reject') {
    const { action: decision, text = '' } = work;
    const seen = alerts.map(({ alertId, etag }) => ({ alertId, etag }));
    return taken(api.POST('/v1/alerts/decisions', { body: { alerts: seen, decision, text } }));
  }
  if (work.action === 'withdraw') throw new Error('That is withdrawn one by one.');
  return taken(api.POST('/v1/alerts/work', { body: { ...work, alertIds: alerts.map(({ alertId }) => alertId) } }));
}
