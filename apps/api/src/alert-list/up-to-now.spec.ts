import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { lastValueFrom, of } from 'rxjs';
import { OPERATION } from '../http/operation.js';
import type { AlertList } from './alert-list.js';
import { LIST_BEHIND, UpToNow } from './up-to-now.js';

/** What is answered to whoever asks for a list, as that stands. */
async function answered(listed: boolean, listsAlerts: true | undefined): Promise<readonly string[]> {
  const headers: string[] = [];
  const handler = (): void => undefined;
  Reflect.defineMetadata(OPERATION, { listsAlerts }, handler);
  const context = {
    getHandler: () => handler,
    switchToHttp: () => ({ getResponse: () => ({ setHeader: (name: string) => headers.push(name) }) }),
  } as unknown as ExecutionContext;
  const list = { upToNow: () => Promise.resolve(listed) } as AlertList;
  const next: CallHandler = { handle: () => of('the list') };
  expect(await lastValueFrom(new UpToNow(new Reflector(), list).intercept(context, next))).toBe('the list');
  return headers;
}

describe('a list of alerts', () => {
  it('says of itself that it is behind, and only then', async () => {
    expect(await answered(false, true)).toEqual([LIST_BEHIND]);
    expect(await answered(true, true)).toEqual([]);
    expect(await answered(false, undefined)).toEqual([]);
  });
});
