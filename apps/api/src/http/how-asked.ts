import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LIST_BEHIND } from '../alert-list/up-to-now.js';

/** How fresh an answer is wanted, and whom to tell that it is not. */
export interface HowAsked {
  /** What was counted before will not do (RFC 9111, section 5.2.1.4). */
  readonly atOnce: boolean;
  readonly sayBehind: () => void;
}

/** In the handler of an operation whose answers are kept. */
export const Asked = createParamDecorator((_: unknown, context: ExecutionContext): HowAsked => {
  const http = context.switchToHttp();
  const directives = http.getRequest<Request>().headers['cache-control'] ?? '';
  return {
    atOnce: /(^|[\s,])no-cache($|[\s,])/i.test(directives),
    sayBehind: () => void http.getResponse<Response>().setHeader(LIST_BEHIND, 'true'),
  };
});
