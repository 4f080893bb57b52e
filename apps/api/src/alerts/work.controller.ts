import { Controller, Headers } from '@nestjs/common';
import { CalledBy, type Caller } from '../access/caller.js';
import { Input } from '../http/checked-input.js';
import { Handles, type InputOf } from '../http/operation.js';
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
  escalate,
  reject,
  reopen,
  selection,
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
