import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { checkout } from '#runtime';
import { PERMISSIONS } from './access/roles.js';
import { controllers, operationsOf } from './controllers.js';
import { openApi } from './http/open-api.js';

describe('the description of the api', () => {
  const operations = operationsOf(controllers);
  const written = readFileSync(join(checkout, 'apps', 'api', 'openapi.json'), 'utf8');

  it('is the one that the code gives (npm run documents writes it)', () => {
    expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(openApi(operations))));
  });

  it('is valid OpenAPI 3.1', async () => {
    const config = await createConfig({
      rules: {
        struct: 'error',
        'no-unresolved-refs': 'error',
        'operation-operationId-unique': 'error',
        'path-parameters-defined': 'error',
      },
    });
    const problems = await lintFromString({ source: written, config });
    expect(problems.map(({ message, location }) => `${location[0]?.pointer ?? ''}: ${message}`)).toEqual([]);
  });

  it('names a known permission for every operation, and lets everyone do only what comes before signing in', () => {
    expect(operations.filter(({ permission }) => !(permission in PERMISSIONS))).toEqual([]);
    const open = operations.filter(({ permission }) => permission === 'everyone').map(({ id }) => id);
    expect(open.sort()).toEqual(['finishOidc', 'openApi', 'signInByLink', 'signInMethods', 'startOidc']);
  });

  it('keeps what knows no entity from roles that are limited to some', () => {
    const ofTheWholeBook = [
      'read-rejections',
      'redrive',
      'set-aside',
      'read-audit',
      'read-administration',
      'administer',
    ];
    const open = operations.filter((o) => ofTheWholeBook.includes(o.permission) && o.wholeBook !== true);
    // Receivers are held to the caller's entities by what they are routed by.
    expect(open.filter(({ path }) => !/^v1\/(receivers|webhooks|deliveries)/.test(path)).map(({ id }) => id)).toEqual(
      [],
    );
  });
});
