import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import { from, switchMap, type Observable } from 'rxjs';
import { OPERATION, type OperationSpec } from '../http/operation.js';
import { AlertList } from './alert-list.js';

/** On what does not know yet what was written by then: whoever follows asks again soon. */
export const LIST_BEHIND = 'Scopewatch-List-Behind';

/** Lists of alerts are answered as of the moment in which they are asked for, or say that they are not. */
@Injectable()
export class UpToNow implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly list: AlertList,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const listsAlerts = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler())?.listsAlerts;
    if (listsAlerts === undefined) return next.handle();
    const response = context.switchToHttp().getResponse<Response>();
    return from(this.list.upToNow()).pipe(
      switchMap((listed) => {
        if (!listed) response.setHeader(LIST_BEHIND, 'true');
        return next.handle();
      }),
    );
  }
}
