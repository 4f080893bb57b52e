import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { Type, type Static } from '@sinclair/typebox';
import { addApiKey, apiKeyOf, apiKeys, revokeApiKey, type ApiKeyRow } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import { recordAudit } from '../access/record-audit.js';
import { ROLES, type Role } from '../access/roles.js';
import { digestOf, newSecret } from '../access/secrets.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, operation, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { At, Name, onlyPage, orNull, wordOf } from '../http/shape.js';
import { Key, KeyPage, NewKey } from './people.shapes.js';
import { keyExample } from './people.examples.js';

const list = operation({
  id: 'listKeys',
  method: 'GET',
  path: 'v1/keys',
  permission: 'read-administration',
  wholeBook: true,
  tag: 'People and keys',
  summary: 'List API keys',
  query: Type.Object({
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
    cursor: Type.Optional(Type.String({ maxLength: 2000 })),
  }),
  answer: KeyPage,
  example: { answer: onlyPage(keyExample) },
});
const create = operation({
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
      name: Type.String({ minLength: 1, maxLength: 200 }),
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
const revoke = operation({
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

@Controller()
export class KeysController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [after = ''] = decodeCursor(query.cursor, ['text']) ?? [];
      return pageOfRows(await apiKeys(sql, String(after), query.limit + 1), query.limit, (row) => [row.keyId], itemOf);
    });
  }

  @Handles(create)
  create(@Input() { body }: InputOf<typeof create>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof create>> {
    return this.database.write(async (tx) => {
      const keyId = randomBytes(8).toString('hex');
      const secret = newSecret();
      const { name, roles, entities = null } = body;
      const expiresAt = body.expiresAt === undefined || body.expiresAt === null ? null : new Date(body.expiresAt);
      // Written so that what is no date fails too.
      if (expiresAt !== null && !(expiresAt.getTime() > Date.now()))
        throw new Problem('INVALID_INPUT', 'body/expiresAt must be a moment that is still to come');
      const made = { name, roles, entities, expiresAt, createdBy: caller.answersTo, madeWith: caller.keyId };
      await addApiKey(tx, { keyId, secretHash: digestOf(secret), ...made });
      await recordAudit(tx, caller, 'key.create', keyId, null, made);
      const key = await apiKeyOf(tx, keyId);
      if (key === undefined) throw new Error('A key that was just made is there.');
      return { key: itemOf(key), secret: `swk_${keyId}_${secret}` };
    });
  }

  @Handles(revoke)
  revoke(@Input() { params }: InputOf<typeof revoke>, @CalledBy() caller: Caller): Promise<AnswerOf<typeof revoke>> {
    return this.database.write(async (tx) => {
      const before = await apiKeyOf(tx, params.keyId);
      if (before === undefined) throw new Problem('NOT_FOUND', `No key has the id ${params.keyId}.`);
      if (!(await revokeApiKey(tx, params.keyId))) return itemOf(before);
      const after = itemOf({ ...before, ...(await apiKeyOf(tx, params.keyId)) });
      await recordAudit(tx, caller, 'key.revoke', params.keyId, itemOf(before), after);
      return after;
    });
  }
}

const itemOf = ({
  keyId,
  name,
  roles,
  entities,
  createdBy,
  madeWith,
  createdAt,
  expiresAt,
  lastUsedAt,
  revokedAt,
}: ApiKeyRow): Static<typeof Key> => ({
  keyId,
  name,
  roles: roles as Role[],
  entities: entities === null ? null : [...entities],
  createdBy,
  madeWith,
  createdAt: createdAt.toISOString(),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  revokedAt: revokedAt?.toISOString() ?? null,
});
