import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { map, type Observable } from 'rxjs';
import { inFormerWords } from './former-name.js';
import { OPERATION, type OperationSpec } from './operation.js';

/** Answers whoever calls an operation by its former name in its former words. */
@Injectable()
export class FormerWords implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const formerly = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler())?.formerly;
    if (formerly === undefined) return next.handle();
    const { path } = context.switchToHttp().getRequest<Request>().route as { readonly path: string };
    if (path !== `/${formerly.path}`) return next.handle();
    return next.handle().pipe(map((answer) => inFormerWords(answer, formerly.words)));
  }
}
