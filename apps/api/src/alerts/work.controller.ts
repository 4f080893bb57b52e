import { Controller, Headers } from '@nestjs/common';
import { Type, type TProperties } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name, Words, orNull, wordOf } from '../http/shape.js';
import { Alert, CLOSE_REASONS, WorkOutcome } from './alerts.shapes.js';
import { alertExample, alertProposedExample } from './alerts.examples.js';
import type { Step } from './alert-work.js';
import { Desk } from './desk.js';

const byId = Type.Object({ alertId: Name });

/** What each step takes, by its name. */
const TAKES = {
  acknowledge: {},
  assign: { assignee: orNull(Name) },
  comment: { text: Words },
  escalate: { text: Type.Optional(Words) },
  close: { reason: wordOf(CLOSE_REASONS), text: Words },
  reopen: { text: Type.Optional(Words) },
} as const satisfies Partial<Record<Step['action'], TProperties>>;

const onAlert = <const A extends Step['action']>(action: A) =>
  ({
    id: `${action}Alert`,
    method: 'POST',
    path: `v1/alerts/:alertId/${action}`,
    permission: 'work-alerts',
    tag: 'Alerts',
    params: byId,
    answer: Alert,
  }) as const;

const acknowledge = operation({
  ...onAlert('acknowledge'),
  summary: 'Acknowledge an alert',
  description: 'Marks it as being looked at.',
  body: Type.Object(TAKES.acknowledge),
  example: { body: {}, answer: { ...alertExample, status: 'ACKNOWLEDGED' } },
});
const assign = operation({
  ...onAlert('assign'),
  summary: 'Assign an alert',
  description: 'To somebody who may work on alerts, or with `null` to nobody.',
  body: Type.Object(TAKES.assign),
  example: { body: { assignee: 'ann@bank.example' }, answer: { ...alertExample, assignee: 'ann@bank.example' } },
});
const comment = operation({
  ...onAlert('comment'),
  summary: 'Comment on an alert',
  description:
    'With `@` before their id the text mentions somebody, who then finds the alert among those that mention them.',
  body: Type.Object(TAKES.comment),
  example: { body: { text: 'Which list was this sent to, @bo@bank.example?' }, answer: alertExample },
});
const escalate = operation({
  ...onAlert('escalate'),
  summary: 'Escalate an alert',
  description: 'Marks it as needing somebody with more authority.',
  body: Type.Object(TAKES.escalate),
  example: {
    body: { text: 'The campaign still runs, and marketing does not answer.' },
    answer: { ...alertExample, status: 'ESCALATED' },
  },
});
const close = operation({
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
const reopen = operation({
  ...onAlert('reopen'),
  summary: 'Reopen an alert',
  body: Type.Object(TAKES.reopen),
  example: { body: { text: 'A second mail was found.' }, answer: alertExample },
});
const approve = operation({
  ...onAlert('approve'),
  permission: 'approve',
  takesTwo: true,
  summary: 'Approve a closing',
  description: 'Closes the alert as somebody else has proposed.',
  body: Type.Object({}),
  example: { body: {}, answer: { ...alertProposedExample, status: 'CLOSED', proposed: null, dueAt: null } },
});
const reject = operation({
  ...onAlert('reject'),
  permission: 'approve',
  summary: 'Reject a closing',
  description: 'The alert stays open, and can be worked on further.',
  body: Type.Object({ text: Words }),
  example: {
    body: { text: 'Say first who else was on the list.' },
    answer: { ...alertProposedExample, proposed: null },
  },
});

const selection = operation({
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

@Controller()
export class WorkController {
  constructor(private readonly desk: Desk) {}

  @Handles(acknowledge)
  acknowledge(
    @Input() { params }: InputOf<typeof acknowledge>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'acknowledge' }, caller, seen);
  }

  @Handles(assign)
  assign(
    @Input() { params, body }: InputOf<typeof assign>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'assign', assignee: body.assignee }, caller, seen);
  }

  @Handles(comment)
  comment(
    @Input() { params, body }: InputOf<typeof comment>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'comment', text: body.text }, caller, seen);
  }

  @Handles(escalate)
  escalate(
    @Input() { params, body }: InputOf<typeof escalate>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'escalate', ...textOf(body) }, caller, seen);
  }

  @Handles(close)
  close(
    @Input() { params, body }: InputOf<typeof close>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'close', reason: body.reason, text: body.text }, caller, seen);
  }

  @Handles(reopen)
  reopen(
    @Input() { params, body }: InputOf<typeof reopen>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'reopen', ...textOf(body) }, caller, seen);
  }

  @Handles(approve)
  approve(
    @Input() { params }: InputOf<typeof approve>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'approve' }, caller, seen);
  }

  @Handles(reject)
  reject(
    @Input() { params, body }: InputOf<typeof reject>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'reject', text: body.text }, caller, seen);
  }

  @Handles(selection)
  async selection(@Input() { body }: InputOf<typeof selection>, @CalledBy() caller: Caller) {
    const asked = stepOf(body);
    const done: Alert[] = [];
    const refused: { alertId: string; code: string; message: string }[] = [];
    for (const alertId of body.alertIds) {
      try {
        done.push(await this.desk.take(alertId, asked, caller, undefined));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        refused.push({ alertId, code: error.code, message: error.detail });
      }
    }
    return { done, refused };
  }
}

const textOf = ({ text }: { readonly text?: string | undefined }): { text?: string } =>
  text === undefined ? {} : { text };

function stepOf({ alertIds: _, action, ...given }: InputOf<typeof selection>['body']): Step {
  const foreign = Object.keys(given).find((name) => !(name in TAKES[action]));
  if (foreign !== undefined)
    throw new Problem('INVALID_INPUT', `body/${foreign} must not be given for the action ${action}`);
  const { assignee, reason, text } = given;
  switch (action) {
    case 'acknowledge':
      return { action };
    case 'assign':
      return { action, assignee: required('assignee', assignee) };
    case 'comment':
      return { action, text: required('text', text) };
    case 'escalate':
    case 'reopen':
      return { action, ...textOf(given) };
    case 'close':
      return { action, reason: required('reason', reason), text: required('text', text) };
  }
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new Problem('INVALID_INPUT', `body/${name} must be given for this action`);
  return value;
}
