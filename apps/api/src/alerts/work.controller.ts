import { Controller, Headers } from '@nestjs/common';
import { Type, type TObject } from '@sinclair/typebox';
import { CalledBy, type Caller } from '../access/caller.js';
import { Input } from '../http/checked-input.js';
import { Handles, operation, type InputOf, type OperationSpec } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Name, orNull, wordOf } from '../http/shape.js';
import { Alert, CLOSE_REASONS, WorkOutcome } from '../shapes/alert.js';
import type { Step } from './alert-work.js';
import { Desk } from './desk.js';

const byId = Type.Object({ alertId: Name });
const Text = Type.String({ minLength: 1, maxLength: 10_000 });
const closing = { reason: wordOf(CLOSE_REASONS), text: Text };

const step = <const A extends Step['action'], B extends TObject>(action: A, summary: string, body: B) =>
  operation({
    id: `${action}Alert`,
    method: 'POST',
    path: `v1/alerts/:alertId/${action}`,
    permission: 'work-alerts',
    summary,
    params: byId,
    body,
    answer: Alert,
  } satisfies OperationSpec);

const acknowledge = step('acknowledge', 'Say that somebody looks at it', Type.Object({}));
const assign = step('assign', 'Give it to somebody, or to nobody', Type.Object({ assignee: orNull(Name) }));
const comment = step('comment', 'Say something about it', Type.Object({ text: Text }));
const escalate = step('escalate', 'Hand it up', Type.Object({ text: Type.Optional(Text) }));
const close = step('close', 'Close it, or propose to where that takes two people', Type.Object(closing));
const reopen = step('reopen', 'Open it again', Type.Object({ text: Type.Optional(Text) }));
const approve = {
  ...step('approve', 'Approve what somebody else proposed', Type.Object({})),
  permission: 'approve',
  takesTwo: true,
} as const;
const reject = {
  ...step('reject', 'Reject what was proposed', Type.Object({ text: Text })),
  permission: 'approve',
} as const;

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
    text: Type.Optional(Text),
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
    return this.desk.take(params.alertId, { action: 'assign', ...body }, caller, seen);
  }

  @Handles(comment)
  comment(
    @Input() { params, body }: InputOf<typeof comment>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'comment', ...body }, caller, seen);
  }

  @Handles(escalate)
  escalate(
    @Input() { params, body }: InputOf<typeof escalate>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'escalate', ...body }, caller, seen);
  }

  @Handles(close)
  close(
    @Input() { params, body }: InputOf<typeof close>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'close', ...body }, caller, seen);
  }

  @Handles(reopen)
  reopen(
    @Input() { params, body }: InputOf<typeof reopen>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'reopen', ...body }, caller, seen);
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
    return this.desk.take(params.alertId, { action: 'reject', ...body }, caller, seen);
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

function stepOf({ action, assignee, reason, text }: InputOf<typeof selection>['body']): Step {
  switch (action) {
    case 'acknowledge':
      return { action };
    case 'assign':
      return { action, assignee: assignee ?? null };
    case 'comment':
      return { action, text: required('text', text) };
    case 'escalate':
    case 'reopen':
      return { action, ...(text === undefined ? {} : { text }) };
    case 'close':
      return { action, reason: required('reason', reason), text: required('text', text) };
  }
}

function required<T>(name: string, value: T | undefined): T {
  if (value === undefined) throw new Problem('INVALID_INPUT', `body/${name} must be given for this action`);
  return value;
}
