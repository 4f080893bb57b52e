import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import type { TSchema } from '@sinclair/typebox';
import { Ajv } from 'ajv';
import { checkout } from '#runtime';
import { PERMISSIONS } from './access/roles.js';
import { controllers, operationsOf } from './controllers.js';
import { closed } from './http/closed.js';
import { isDay, isMoment } from './http/moment.js';
import { openApi } from './http/open-api.js';
import { TAGS } from './http/tags.js';

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
    const before = ['acceptInvitation', 'finishOidc', 'openApi', 'signInByLink', 'signInMethods', 'startOidc'];
    expect(open.sort()).toEqual(before);
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

  it('has an example of each body and each answer that is JSON, valid by its own schema and with nothing beside it', () => {
    // The same shape stands in many of them under its name, so none is kept under it.
    const ajv = new Ajv({
      strict: false,
      allErrors: true,
      addUsedSchema: false,
      formats: { 'date-time': isMoment, date: isDay },
    });
    const violationsOf = (schema: TSchema | undefined, example: unknown): string[] => {
      if (schema === undefined) return example === undefined ? [] : ['there is nothing to give an example of'];
      if (example === undefined) return ['there is none'];
      return ajv.validate(closed(schema), example) ? [] : [ajv.errorsText(ajv.errors)];
    };
    const wrong = operations.flatMap(({ id, body, answer, example }) => [
      ...violationsOf(body, example?.body).map((text) => `${id}, body: ${text}`),
      ...violationsOf(answer, example?.answer).map((text) => `${id}, answer: ${text}`),
    ]);
    expect(wrong).toEqual([]);
  });

  it('says of each operation under one tag what it does: a verb and nouns, in one clause', () => {
    expect([...new Set(operations.map(({ tag }) => tag))].sort()).toEqual(Object.keys(TAGS).sort());
    const unclear = operations.filter(({ summary }) => !/^[A-Z][a-z]+ [A-Za-z -]{1,52}[A-Za-z]$/.test(summary));
    expect(unclear.map(({ summary }) => summary)).toEqual([]);
    const sentences = [...operations.map(({ description }) => description), ...Object.values(TAGS)];
    expect(sentences.filter((text) => text !== undefined && !/^[A-Z`@].*[.?]$/.test(text))).toEqual([]);
  });

  it('calls no two operations the same, but for those under a former name', () => {
    const names = operations.filter(({ deprecated }) => deprecated === undefined).map(({ summary }) => summary);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
