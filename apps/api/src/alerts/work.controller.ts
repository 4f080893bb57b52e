import { Controller, Headers } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { Input } from '../http/checked-input.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Alert } from './alerts.shapes.js';
import type { WorkStep } from '#domain';
import { Casework } from './casework.js';
import {
  TAKES,
  acknowledge,
  approve,
  assign,
  close,
  comment,
  decide,
  escalate,
  reject,
  reopen,
  selection,
  withdraw,
} from './work.operations.js';

@Controller()
export class WorkController {
  constructor(private readonly desk: Casework) {}

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
    @Input() { params, body }: InputOf<typeof approve>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'approve', ...textOf(body) }, caller, seen);
  }

  @Handles(reject)
  reject(
    @Input() { params, body }: InputOf<typeof reject>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'reject', text: body.text }, caller, seen);
  }

  @Handles(withdraw)
  withdraw(
    @Input() { params, body }: InputOf<typeof withdraw>,
    @CalledBy() caller: Caller,
    @Headers('if-match') seen?: string,
  ) {
    return this.desk.take(params.alertId, { action: 'withdraw', text: body.text }, caller, seen);
  }

  @Handles(selection)
  async selection(@Input() { body }: InputOf<typeof selection>, @CalledBy() caller: Caller) {
    const asked = stepOf(body);
    const alerts = body.alertIds.map((alertId) => ({ alertId }));
    return eachOf(alerts, ({ alertId }) => this.desk.take(alertId, asked, caller, undefined));
  }

  @Handles(decide)
  decide(@Input() { body }: InputOf<typeof decide>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof decide>> {
    const { decision: action, text } = body;
    return eachOf(body.alerts, ({ alertId, etag }) => this.desk.take(alertId, { action, text }, caller, etag));
  }
}

/** Takes a step on each, one after the other: what is refused of one is nothing to the others. */
async function eachOf<T extends { readonly alertId: string }>(
  alerts: readonly T[],
  take: (alert: T) => Promise<Alert>,
): Promise<AnswerOf<typeof selection>> {
  const done: Alert[] = [];
  const refused: { alertId: string; code: string; message: string }[] = [];
  for (const alert of alerts) {
    try {
      done.push(await take(alert));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refused.push({ alertId: alert.alertId, code: error.code, message: error.detail });
    }
  }
  return { done, refused };
}

const textOf = ({ text }: { readonly text?: string | undefined }): { text?: string } =>
  text === undefined ? {} : { text };

function stepOf({ alertIds: _, action, ...given }: InputOf<typeof selection>['body']): WorkStep {
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
