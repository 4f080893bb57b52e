import { Controller, Inject } from '@nestjs/common';
import { Type } from '@sinclair/typebox';
import { Handles, operation, type OperationSpec } from './http/operation.js';
import { openApi } from './http/open-api.js';

/** Provides every operation of the api. */
export const OPERATIONS = Symbol('operations');

const description = operation({
  id: 'openApi',
  method: 'GET',
  path: 'openapi.json',
  permission: 'everyone',
  tag: 'Description',
  summary: 'Get this description',
  answer: Type.Object({}, { additionalProperties: true }),
  example: { answer: { openapi: '3.1.0', info: { title: 'Scopewatch', version: '1' }, paths: {} } },
});

@Controller()
export class OpenApiController {
  constructor(@Inject(OPERATIONS) private readonly operations: readonly OperationSpec[]) {}

  @Handles(description)
  description(): Record<string, unknown> {
    return openApi(this.operations);
  }
}
