import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { from, switchMap, type Observable } from 'rxjs';
import { OPERATION, type OperationSpec } from '../http/operation.js';
import { AlertList } from './alert-list.js';

/** Lists of alerts are answered as of the moment in which they are asked for. */
@Injectable()
export class UpToNow implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly list: AlertList,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const listsAlerts = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler())?.listsAlerts;
    if (listsAlerts === undefined) return next.handle();
    return from(this.list.upToNow()).pipe(switchMap(() => next.handle()));
  }
}
