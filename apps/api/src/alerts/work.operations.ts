import { Type, type TProperties } from '@sinclair/typebox';
import { operation } from '../http/operation.js';
import { Name, Words, orNull, wordOf } from '../http/shape.js';
import { Alert, ClosingDecision, WorkOutcome } from './alerts.shapes.js';
import { CLOSE_REASONS, type WorkStep } from '#domain';
import { alertExample, alertProposedExample } from './alerts.examples.js';

const byId = Type.Object({ alertId: Name });

/** What each step takes, by its name. */
export const TAKES = {
  acknowledge: {},
  assign: { assignee: orNull(Name) },
  comment: { text: Words },
  escalate: { text: Type.Optional(Words) },
  close: { reason: wordOf(CLOSE_REASONS), text: Words },
  reopen: { text: Type.Optional(Words) },
} as const satisfies Partial<Record<WorkStep['action'], TProperties>>;

const onAlert = <const A extends WorkStep['action']>(action: A) =>
  ({
    id: `${action}Alert`,
    method: 'POST',
    path: `v1/alerts/:alertId/${action}`,
    permission: 'work-alerts',
    tag: 'Alerts',
    params: byId,
    answer: Alert,
  }) as const;

export const acknowledge = operation({
  ...onAlert('acknowledge'),
  summary: 'Acknowledge an alert',
  description: 'Marks it as being looked at.',
  body: Type.Object(TAKES.acknowledge),
  example: { body: {}, answer: { ...alertExample, status: 'ACKNOWLEDGED' } },
});

export const assign = operation({
  ...onAlert('assign'),
  summary: 'Assign an alert',
  description: 'To somebody who may work on alerts, or with `null` to nobody.',
  body: Type.Object(TAKES.assign),
  example: { body: { assignee: 'ann@bank.example' }, answer: { ...alertExample, assignee: 'ann@bank.example' } },
});

export const comment = operation({
  ...onAlert('comment'),
  summary: 'Comment on an alert',
  description:
    'With `@` before their id the text mentions somebody, who then finds the alert among those that mention them.',
  body: Type.Object(TAKES.comment),
  example: { body: { text: 'Which list was this sent to, @bo@bank.example?' }, answer: alertExample },
});

export const escalate = operation({
  ...onAlert('escalate'),
  summary: 'Escalate an alert',
  description: 'Marks it as needing somebody with more authority.',
  body: Type.Object(TAKES.escalate),
  example: {
    body: { text: 'The campaign still runs, and marketing does not answer.' },
    answer: { ...alertExample, status: 'ESCALATED' },
  },
});

export const close = operation({
  ...onAlert('close'),
  summary: 'Close an alert or propose closing it',
  description:
    'Where closing takes two people (the rule pack says so by severity) it stays open, and somebody else approves or rejects the closing.',
  body: Type.Object(TAKES.close),
  example: {
    body: { reason: 'BREACH_CONFIRMED', text: 'The mail went to every reader of the newsletter.' },
    answer: alertProposedExample,
  },
});

export const reopen = operation({
  ...onAlert('reopen'),
  summary: 'Reopen an alert',
  description: 'One that is closed, acknowledged or escalated is open again.',
  body: Type.Object(TAKES.reopen),
  example: { body: { text: 'A second mail was found.' }, answer: alertExample },
});

export const approve = operation({
  ...onAlert('approve'),
  permission: 'approve',
  takesTwo: true,
  summary: 'Approve a closing',
  description: 'Closes the alert as somebody else has proposed, and tells them.',
  body: Type.Object({ text: Type.Optional(Words) }),
  example: {
    body: { text: 'I have seen the list.' },
    answer: { ...alertProposedExample, status: 'CLOSED', proposed: null, dueAt: null },
  },
});

export const reject = operation({
  ...onAlert('reject'),
  permission: 'approve',
  summary: 'Reject a closing',
  description: 'The alert stays open, and can be worked on further. Whoever proposed is told.',
  body: Type.Object({ text: Words }),
  example: {
    body: { text: 'Say first who else was on the list.' },
    answer: { ...alertProposedExample, proposed: null },
  },
});

export const withdraw = operation({
  ...onAlert('withdraw'),
  summary: 'Withdraw a closing',
  description: 'Takes back what the caller has proposed. The alert stays open.',
  body: Type.Object({ text: Words }),
  example: {
    body: { text: 'Proposed by mistake.' },
    answer: { ...alertProposedExample, proposed: null },
  },
});

export const selection = operation({
  id: 'workOnAlerts',
  method: 'POST',
  path: 'v1/alerts/work',
  permission: 'work-alerts',
  tag: 'Alerts',
  summary: 'Work on several alerts',
  description: 'Takes the same step on each alert. Each is done or refused by itself.',
  body: Type.Object({
    alertIds: Type.Array(Name, { minItems: 1, maxItems: 500, uniqueItems: true }),
    action: wordOf(['acknowledge', 'assign', 'comment', 'escalate', 'close', 'reopen'] as const),
    assignee: Type.Optional(orNull(Name)),
    reason: Type.Optional(wordOf(CLOSE_REASONS)),
    text: Type.Optional(Words),
  }),
  answer: WorkOutcome,
  example: {
    body: { alertIds: [alertExample.alertId], action: 'acknowledge' },
    answer: { done: [{ ...alertExample, status: 'ACKNOWLEDGED' }], refused: [] },
  },
});

export const decide = operation({
  id: 'decideClosings',
  method: 'POST',
  path: 'v1/alerts/decisions',
  permission: 'approve',
  takesTwo: true,
  tag: 'Alerts',
  summary: 'Approve or reject several closings',
  description:
    'Takes the same decision, for the same reason, on what was proposed for each alert. Each is done or refused by itself; with an etag only what was seen is decided. Whoever proposed is told.',
  body: ClosingDecision,
  answer: WorkOutcome,
  example: {
    body: {
      alerts: [{ alertId: alertExample.alertId, etag: alertProposedExample.etag }],
      decision: 'approve',
      text: 'I have seen the list of the newsletter.',
    },
    answer: {
      done: [{ ...alertProposedExample, status: 'CLOSED', proposed: null, dueAt: null }],
      refused: [],
    },
  },
});
