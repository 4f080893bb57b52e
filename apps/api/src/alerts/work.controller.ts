import { Controller, Headers } from '@nestjs/common';
import { Type, type TProperties } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import type { Permission } from '../access/roles.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name, Words, orNull, wordOf } from '../http/shape.js';
import { Alert, CLOSE_REASONS, WorkOutcome } from '../shapes/alert.js';
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

const step = <const A extends Step['action'], B extends TProperties>(
  action: A,
  summary: string,
  body: B,
  permission: Permission = 'work-alerts',
) =>
  operation({
    id: `${action}Alert`,
    method: 'POST',
    path: `v1/alerts/:alertId/${action}`,
    permission,
    summary,
    params: byId,
    body: Type.Object(body),
    answer: Alert,
  });

const acknowledge = step('acknowledge', 'Say that somebody looks at it', TAKES.acknowledge);
const assign = step('assign', 'Give it to somebody who may work on it, or to nobody', TAKES.assign);
const comment = step('comment', 'Say something about it', TAKES.comment);
const escalate = step('escalate', 'Hand it up', TAKES.escalate);
const close = step('close', 'Close it, or propose to where that takes two people', TAKES.close);
const reopen = step('reopen', 'Open it again', TAKES.reopen);
const approve = { ...step('approve', 'Approve what somebody else proposed', {}, 'approve'), takesTwo: true } as const;
const reject = step('reject', 'Reject what was proposed', { text: Words }, 'approve');

const selection = operation({
  id: 'workOnAlerts',
  method: 'POST',
  path: 'v1/alerts/work',
  permission: 'work-alerts',
  summary: 'One step on a selection; each alert is done or refused by itself',
  body: Type.Object({
    alertIds: Type.Array(Name, { minItems: 1, maxItems: 500, uniqueItems: true }),
    action: wordOf(['acknowledge', 'assign', 'comment', 'escalate', 'close', 'reopen'] as const),
    assignee: Type.Optional(orNull(Name)),
    reason: Type.Optional(wordOf(CLOSE_REASONS)),
    text: Type.Optional(Words),
  }),
  answer: WorkOutcome,
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
  if (foreign !== undefined) throw new Problem('INVALID_INPUT', `body/${foreign} means nothing for ${action}`);
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
