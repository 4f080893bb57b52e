import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Log } from '#runtime';

/** Codes that a program can act on; the detail is for people. */
export type ProblemCode =
  | 'UNREADABLE'
  | 'BODY_TYPE'
  | 'INVALID_INPUT'
  | 'NOT_SIGNED_IN'
  | 'NOT_PERMITTED'
  | 'CSRF'
  | 'NOT_FOUND'
  | 'CHANGED_MEANWHILE'
  | 'REFUSED'
  | 'SECOND_PERSON'
  | 'IDEMPOTENCY_KEY_REUSED'
  | 'TOO_MANY_REQUESTS'
  | 'TOO_LARGE'
  | 'HEADERS_TOO_LARGE'
  | 'NOT_READY'
  | 'RESTORED'
  | 'FAULT';

const TITLES: Readonly<Record<ProblemCode, readonly [status: number, title: string]>> = {
  UNREADABLE: [400, 'The request can’t be read'],
  BODY_TYPE: [415, 'The type of the body is not supported'],
  INVALID_INPUT: [422, 'The request is not as described'],
  NOT_SIGNED_IN: [401, 'Sign in first'],
  NOT_PERMITTED: [403, 'Your role does not allow this'],
  CSRF: [403, 'The CSRF token of the session is missing'],
  NOT_FOUND: [404, 'Not found'],
  CHANGED_MEANWHILE: [409, 'Changed by somebody else meanwhile'],
  REFUSED: [409, 'Not possible in its present state'],
  SECOND_PERSON: [409, 'A second person is needed'],
  IDEMPOTENCY_KEY_REUSED: [409, 'The idempotency key was used for another request'],
  TOO_MANY_REQUESTS: [429, 'Too many requests'],
  TOO_LARGE: [413, 'The request is too large'],
  HEADERS_TOO_LARGE: [431, 'The address or the headers are too large'],
  NOT_READY: [503, 'A service that this needs is not reachable'],
  RESTORED: [503, 'The database was put back to an earlier time'],
  FAULT: [500, 'Something failed on our side'],
};

/** A refusal with a named reason, as RFC 9457 has it. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;

  /** @param more fields of its own, e.g. the newer state */
  constructor(
    readonly code: ProblemCode,
    readonly detail: string,
    readonly more: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'Problem';
    [this.status, this.title] = TITLES[code];
  }

  toJSON(): Record<string, unknown> {
    const { code, status, title, detail } = this;
    return {
      type: `urn:scopewatch:problem:${code.toLowerCase().replaceAll('_', '-')}`,
      title,
      status,
      detail,
      code,
      ...this.more,
    };
  }
}

/** Everything that goes wrong leaves as `application/problem+json`; what is nobody's fault but ours is logged. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const request = http.getRequest<Request>();
    const problem = problemOf(error);
    if (response.headersSent) {
      // What has gone out is not all: a connection that breaks off says so, an end would not.
      this.log.error({ err: error, method: request.method, path: request.path }, 'an answer was broken off');
      response.destroy();
      return;
    }
    if (problem.code === 'FAULT' || problem.code === 'NOT_READY') {
      this.log.error({ err: error, method: request.method, path: request.path }, 'a request failed');
    }
    if (problem.code === 'NOT_SIGNED_IN') response.setHeader('WWW-Authenticate', 'Bearer');
    response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) {
    const status = error.getStatus();
    if (status === 401) return new Problem('NOT_SIGNED_IN', error.message);
    if (status === 403) return new Problem('NOT_PERMITTED', error.message);
    if (status === 404) return new Problem('NOT_FOUND', error.message);
    if (status === 503) return new Problem('NOT_READY', error.message, error.getResponse() as Record<string, unknown>);
    if (status < 500) return new Problem('UNREADABLE', error.message);
  }
  const { type, status, code, message } = error as Record<'type' | 'status' | 'code' | 'message', unknown>;
  // What express says of a body that it could not read.
  if (type === 'entity.too.large')
    return new Problem('TOO_LARGE', 'The body is larger than 1 MB, or 8 MB for a check.');
  if (typeof type === 'string' && type.startsWith('entity.')) return new Problem('UNREADABLE', 'The body is not JSON.');
  // Of an address that can't be decoded, or a body in a character set or compression that isn't known.
  if (typeof status === 'number' && status >= 400 && status < 500)
    return new Problem('UNREADABLE', 'The request can’t be read: its address or its body is encoded wrongly.');
  // Class 22: a value that is out of range or none of its type. Schemas should say so first; this is the net below.
  if (typeof code === 'string' && /^22...$/.test(code))
    return new Problem('INVALID_INPUT', 'A value in the request is out of range, or is not what it should be.');
  if (isOutOfReach(code, message)) {
    return new Problem('NOT_READY', 'The database is not reachable. Try again shortly.');
  }
  return new Problem('FAULT', 'The error is in the api’s log. Nothing was changed by this request.');
}

const UNREACHABLE = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', '57P01', '57P02', '57P03', '53300'];

/** The database is away, is restarting, or has no connection left for us. */
const isOutOfReach = (code: unknown, message: unknown): boolean =>
  UNREACHABLE.includes(String(code)) ||
  /^(timeout exceeded when trying to connect|Connection terminated)/.test(String(message));
