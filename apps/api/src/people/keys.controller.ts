import { Controller } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import type { Static } from '@sinclair/typebox';
import { addApiKey, apiKeyOf, apiKeys, revokeApiKey, recordAudit, type ApiKeyRow } from '#store';
import { CalledBy, type Caller } from '../access/caller.js';
import type { Role } from '../access/roles.js';
import { digestOf, newSecret } from '../access/secrets.js';
import { Database } from '../database.js';
import { Input } from '../http/checked-input.js';
import { decodeCursor, pageOfRows } from '../http/cursor.js';
import { Handles, type AnswerOf, type InputOf } from '../http/operation.js';
import { Problem } from '../http/problem.js';
import { Key } from './people.shapes.js';
import { create, list, revoke } from './keys.operations.js';

@Controller()
export class KeysController {
  constructor(private readonly database: Database) {}

  @Handles(list)
  list(@Input() { query }: InputOf<typeof list>): Promise<AnswerOf<typeof list>> {
    return this.database.read(async (sql) => {
      const [after = ''] = decodeCursor(query.cursor, ['text']) ?? [];
      return pageOfRows(await apiKeys(sql, after, query.limit + 1), query.limit, (row) => [row.keyId], itemOf);
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
