import { Type } from '@sinclair/typebox';
import { ROLES } from '../access/roles.js';
import { operation } from '../http/operation.js';
import { At, Label, Name, onlyPage, orNull, wordOf, PAGING } from '../http/shape.js';
import { Key, KeyPage, NewKey } from './people.shapes.js';
import { keyExample } from './people.examples.js';

export const list = operation({
  id: 'listKeys',
  method: 'GET',
  path: 'v1/keys',
  permission: 'read-administration',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'List API keys',
  query: Type.Object({
    ...PAGING,
  }),
  answer: KeyPage,
  example: { answer: onlyPage(keyExample) },
});

export const create = operation({
  id: 'createKey',
  method: 'POST',
  path: 'v1/keys',
  permission: 'administer',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'Create an API key',
  description: 'It never allows more than its maker is allowed at that time. Its secret is shown only in this answer.',
  body: Type.Object(
    {
      name: Label,
      roles: Type.Array(wordOf(ROLES), { minItems: 1, maxItems: ROLES.length, uniqueItems: true }),
      entities: Type.Optional(orNull(Type.Array(Name, { maxItems: 100 }))),
      expiresAt: Type.Optional(orNull({ ...At, description: 'When it stops working. Default: never.' })),
    },
    { additionalProperties: false },
  ),
  answer: NewKey,
  status: 201,
  example: {
    body: { name: 'CRM', roles: ['analyst'], entities: ['ENT-1'], expiresAt: keyExample.expiresAt },
    answer: { key: keyExample, secret: 'swk_d1bf9b421b3b0005_an-example-which-opens-nothing' },
  },
});

export const revoke = operation({
  id: 'revokeKey',
  method: 'DELETE',
  path: 'v1/keys/:keyId',
  permission: 'administer',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'Revoke an API key',
  description: 'At once.',
  params: Type.Object({ keyId: Name }),
  answer: Key,
  example: { answer: { ...keyExample, revokedAt: '2026-06-01T08:00:00.000Z' } },
});
