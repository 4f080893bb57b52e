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
  summary: 'This description',
  answer: Type.Object({}),
});

@Controller()
export class OpenApiController {
  constructor(@Inject(OPERATIONS) private readonly operations: readonly OperationSpec[]) {}

  @Handles(description)
  description(): Record<string, unknown> {
    return openApi(this.operations);
  }
}
