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
import { DATA_LEVELS_MAX, deeperThan } from '#contract';
import { NOTHING } from './closed.js';
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

/** Levels of a body: planned events, each with data of its own, lie the deepest. */
const LEVELS_MAX = DATA_LEVELS_MAX + 8;

/** Checks what comes in against the operation's schemas. @throws Problem INVALID_INPUT with every violation */
@Injectable()
export class CheckedInput implements NestInterceptor {
  private readonly compiled = new WeakMap<TSchema, ValidateFunction>();

  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const spec = this.reflector.get<OperationSpec | undefined>(OPERATION, context.getHandler());
    if (spec === undefined) return next.handle();
    const request = context.switchToHttp().getRequest<CheckedRequest>();
    const checked: Checked = { params: { ...request.params }, query: { ...request.query }, body: bodyOf(request) };
    // Before anything goes through it that might need a level of the stack for each of its own.
    if (deeperThan(checked.body, LEVELS_MAX))
      throw invalid([{ at: 'body', message: `is nested deeper than ${LEVELS_MAX} levels` }]);
    const violations = [
      ...this.violations(forAddresses, 'params', checked.params, spec.params),
      ...this.violations(forAddresses, 'query', checked.query, spec.query),
      ...this.violations(forBodies, 'body', checked.body, spec.body),
    ];
    if (violations.length > 0) throw invalid(violations);
    for (const [part, value] of Object.entries(checked)) {
      const at = unstorableIn(value, part);
      if (at === undefined) continue;
      throw invalid([{ at, message: 'holds a NUL character or half a character, which no text can have' }]);
    }
    request.checked = checked;
    return next.handle();
  }

  private violations(ajv: Ajv, part: string, value: unknown, schema: TSchema = NOTHING): Violation[] {
    let validate = this.compiled.get(schema);
    if (validate === undefined) {
      validate = ajv.compile(schema);
      this.compiled.set(schema, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? [])
      .slice(0, 10)
      .map((error) => ({ at: `${part}${error.instancePath}${fieldOf(error)}`, message: sentenceOf(error) }));
  }
}

interface Violation {
  readonly at: string;
  readonly message: string;
}

const invalid = (violations: readonly Violation[]): Problem =>
  new Problem('INVALID_INPUT', violations.map((v) => `${v.at} ${v.message}`).join('; '), { violations });

/** No body is an empty one. */
const bodyOf = ({ body }: Request): unknown => (body === undefined ? {} : (body as unknown));

type Params = Readonly<Partial<Record<'allowedValues' | 'additionalProperty', unknown>>>;

/** A field that is not known is named by its own place, cut where it is endless. */
function fieldOf({ params }: ErrorObject): string {
  const { additionalProperty } = params as Params;
  return additionalProperty === undefined ? '' : `/${String(additionalProperty).slice(0, 100)}`;
}

function sentenceOf({ message, params }: ErrorObject): string {
  const { allowedValues, additionalProperty } = params as Params;
  if (Array.isArray(allowedValues)) return `must be one of ${allowedValues.join(', ')}`;
  return additionalProperty === undefined ? (message ?? 'is wrong') : 'is not known here';
}
