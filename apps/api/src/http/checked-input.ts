import {
  createParamDecorator,
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { TSchema } from '@sinclair/typebox';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Request } from 'express';
import type { Observable } from 'rxjs';
import { isDay, isMoment } from './moment.js';
import { OPERATION, type OperationSpec } from './operation.js';
import { Problem } from './problem.js';
import { unstorableIn } from './storable-text.js';

interface Checked {
  params: unknown;
  query: unknown;
  body: unknown;
}
type CheckedRequest = Request & { checked?: Checked };

/** The operation's input, of type `InputOf<typeof spec>`. */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  return context.switchToHttp().getRequest<CheckedRequest>().checked;
});

const formats = { 'date-time': isMoment, date: isDay };
// In an address everything is text, and one value of a list looks like no list.
const forAddresses = new Ajv({ allErrors: true, coerceTypes: 'array', useDefaults: true, formats, strict: false });
const forBodies = new Ajv({ allErrors: true, useDefaults: true, formats, strict: false });

/** Checks what comes in against the operation's schemas. @throws Problem INVALID_INPUT with every violation */
@Injectable()
export class CheckedInput implements NestInterceptor {
  private readonly compiled = new WeakMap<TSchema, ValidateFunction>();

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (spec === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<CheckedRequest>();
    const checked: Checked = { params: { ...request.params }, query: { ...request.query }, body: request.body ?? {} };
    const violations = [
      ...this.violations(forAddresses, 'params', spec.params, checked.params),
      ...this.violations(forAddresses, 'query', spec.query, checked.query),
      ...this.violations(forBodies, 'body', spec.body, checked.body),
    ];
    if (violations.length > 0) {
      throw new Problem('INVALID_INPUT', violations.map((v) => `${v.at} ${v.message}`).join('; '), { violations });
    }
    for (const [part, value] of Object.entries(checked)) {
      const at = unstorableIn(value, part);
      if (at === undefined) continue;
      const message = 'holds a NUL character or half a character, which no text can have';
      throw new Problem('INVALID_INPUT', `${at} ${message}`, { violations: [{ at, message }] });
    }
    request.checked = checked;
    return next.handle();
  }

  private violations(
    ajv: Ajv,
    part: string,
    schema: TSchema | undefined,
    value: unknown,
  ): { at: string; message: string }[] {
    if (schema === undefined) return [];
    let validate = this.compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile(schema);
      this.compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, 10)
      .map((error) => ({ at: `${part}${error.instancePath}`, message: sentenceOf(error) }));
  }
}

function sentenceOf({ message, params }: ErrorObject): string {
  const { allowedValues, additionalProperty } = params as { allowedValues?: unknown[]; additionalProperty?: string };
  if (allowedValues !== undefined) return `must be one of ${allowedValues.join(', ')}`;
  return `${message ?? 'is wrong'}${additionalProperty === undefined ? '' : ` (${additionalProperty})`}`;
}
